package io.matih.streaming.window;

import io.matih.streaming.iceberg.MemoryTable;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.iceberg.flink.sink.CommittingOperators;
import org.apache.iceberg.io.WriteResult;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of the table's sink: Iceberg's aggregator, then Iceberg's committer in Flink's operator, through the fence. Only
 * the writer is simulated. One that was given up can still be told of its last checkpoint, as a task that nobody could stop.
 */
final class SimulatedSink implements AutoCloseable {

    private static final OperatorID AGGREGATOR_ID = new OperatorID(1, 1);
    private static final OperatorID COMMITTER_ID = new OperatorID(2, 2);

    /** What a completed checkpoint holds of the committer. */
    record Checkpoint(long id, OperatorSubtaskState state) {}

    private final MemoryTable<TestRow> table;
    private final SimulatedHarness<CommittableMessage<WriteResult>, CommittableMessage<Object>> aggregator;
    private final SimulatedHarness<CommittableMessage<Object>, CommittableMessage<Object>> committer;
    private long untold;

    SimulatedSink(MemoryTable<TestRow> table, JobID job) throws Exception {
        this.table = table;
        aggregator = new SimulatedHarness<>(
                CommittingOperators.aggregator(table.loader()), null, SimulatedHarness.environment(job, 1, 1, 0));
        aggregator.getStreamConfig().setOperatorID(AGGREGATOR_ID);
        committer = new SimulatedHarness<>(
                CommittingOperators.committer(table.loader()), SimulatedHarness.environment(job, 1, 1, 0));
        committer.getStreamConfig().setOperatorID(COMMITTER_ID);
    }

    /** Starts; what the checkpoint has and the table has not is committed here. */
    void start(@Nullable Checkpoint from) throws Exception {
        aggregator.open();
        if (from != null) {
            committer.setRestoredCheckpointId(from.id);
            committer.initializeState(from.state);
        }
        committer.open();
    }

    /** The barrier passes, behind the rows since the last one. */
    Checkpoint barrier(long checkpointId, List<TestRow> rows) throws Exception {
        WriteResult.Builder written = WriteResult.builder();
        if (!rows.isEmpty()) {
            written.addDataFiles(table.write(rows));
        }
        aggregator.processElement(new StreamRecord<>(new CommittableWithLineage<>(written.build(), checkpointId, 0)));
        aggregator.prepareSnapshotPreBarrier(checkpointId);
        for (StreamRecord<CommittableMessage<Object>> message : aggregator.getRecordOutput()) {
            committer.processElement(message);
        }
        aggregator.getOutput().clear();
        return new Checkpoint(checkpointId, committer.snapshot(checkpointId, checkpointId));
    }

    /** The checkpoint has completed, but nobody has told this attempt. */
    void completeUntold(long checkpointId) {
        untold = checkpointId;
    }

    /** The checkpoint has completed: its rows are committed. */
    void complete(long checkpointId) throws Exception {
        untold = 0;
        committer.notifyOfCompletedCheckpoint(checkpointId);
    }

    /** What an attempt that was given up still does when it wakes; its failures concern nobody. */
    void wake() {
        if (untold > 0) {
            try {
                complete(untold);
            } catch (Exception ofNobody) {
                untold = 0;
            }
        }
    }

    @Override
    public void close() throws Exception {
        aggregator.close();
        committer.close();
    }
}
