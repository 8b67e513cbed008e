package io.matih.streaming.window;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.io.disk.iomanager.IOManager;
import org.apache.flink.runtime.io.disk.iomanager.IOManagerAsync;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Flink's harness, made cheap enough for hundreds of thousands: it shares what it never uses, and copies what is emitted with
 * a serializer that is known instead of one that is found out for each record. Without one nothing is copied.
 */
final class SimulatedHarness<I, O> extends OneInputStreamOperatorTestHarness<I, O> {

    /** Has threads and folders of its own. */
    private static final IOManager SHARED_FILES = new IOManagerAsync();

    private final @Nullable TypeSerializer<O> serializer;

    SimulatedHarness(
            OneInputStreamOperator<I, O> operator, @Nullable TypeSerializer<O> serializer, MockEnvironment environment)
            throws Exception {
        super(operator, environment);
        this.serializer = serializer;
    }

    SimulatedHarness(OneInputStreamOperatorFactory<I, O> factory, MockEnvironment environment) throws Exception {
        super(factory, environment);
        this.serializer = null;
    }

    /** The surroundings of one task. */
    static MockEnvironment environment(JobID job, int maxParallelism, int parallelism, int subtask) {
        return new MockEnvironmentBuilder()
                .setJobID(job)
                .setTaskName("simulated")
                .setUserCodeClassLoader(SimulatedHarness.class.getClassLoader())
                .setIOManager(SHARED_FILES)
                .setManagedMemorySize(1 << 20)
                .setMaxParallelism(maxParallelism)
                .setParallelism(parallelism)
                .setSubtaskIndex(subtask)
                .build();
    }

    <K> SimulatedHarness<I, O> keyedBy(KeySelector<I, K> key, TypeInformation<K> type) {
        config.setStatePartitioner(0, key);
        config.setStateKeySerializer(type.createSerializer(executionConfig.getSerializerConfig()));
        config.serializeAllConfigs();
        return this;
    }

    @Override
    public void setup(@Nullable TypeSerializer<O> unused) {
        super.setup(serializer);
        ((AbstractStreamOperator<O>) operator).setup(mockTask, config, new Queues());
    }

    /** Timers and keyed state. */
    int stateEntries() {
        HeapKeyedStateBackend<?> state =
                (HeapKeyedStateBackend<?>) ((AbstractStreamOperator<O>) operator).<Object>getKeyedStateBackend();
        return numEventTimeTimers() + state.numKeyValueStateEntries();
    }

    private final class Queues implements Output<StreamRecord<O>> {

        @Override
        public void collect(StreamRecord<O> record) {
            outputList.add(record.copy(serializer == null ? record.getValue() : serializer.copy(record.getValue())));
        }

        @Override
        @SuppressWarnings("unchecked")
        public <X> void collect(OutputTag<X> tag, StreamRecord<X> record) {
            TypeSerializer<O> known = serializer;
            boolean likeTheMainOutput = record.getValue() instanceof Partial<?, ?>;
            X value = known != null && likeTheMainOutput ? (X) known.copy((O) record.getValue()) : record.getValue();
            sideOutputLists
                    .computeIfAbsent(tag, unused -> new ConcurrentLinkedQueue<>())
                    .add(record.copy(value));
        }

        @Override
        public void emitWatermark(Watermark mark) {
            outputList.add(mark);
        }

        @Override
        public void emitWatermarkStatus(WatermarkStatus status) {
            outputList.add(status);
        }

        @Override
        public void emitLatencyMarker(LatencyMarker marker) {
            outputList.add(marker);
        }

        @Override
        public void emitRecordAttributes(RecordAttributes attributes) {
            outputList.add(attributes);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
