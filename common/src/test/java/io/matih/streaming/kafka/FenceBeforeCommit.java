package io.matih.streaming.kafka;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Makes Kafka give up the transaction of the first checkpoint with an event, when its records are written and before it can be
 * committed: the checkpoint does not complete before this function's part of it.
 */
final class FenceBeforeCommit implements MapFunction<TestEvent, TestEvent>, CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    /** Set by the test, whose tasks run in the same process. */
    static volatile @Nullable TestCluster kafka;

    private final String topic;
    private final String transactionalIdPrefix;
    private boolean sawEvent;

    FenceBeforeCommit(String topic, String transactionalIdPrefix) {
        this.topic = topic;
        this.transactionalIdPrefix = transactionalIdPrefix;
    }

    @Override
    public TestEvent map(TestEvent event) {
        sawEvent = true;
        return event;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        TestCluster cluster = kafka;
        if (sawEvent && cluster != null) {
            cluster.awaitRecord(new TopicPartition(topic, 0));
            cluster.fenceTransaction(transactionalIdPrefix + "-0-" + context.getCheckpointId());
            sawEvent = false;
        }
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {}
}
