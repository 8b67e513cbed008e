package io.matih.streaming.window;

import io.matih.streaming.record.KafkaRecord;
import io.matih.streaming.record.LateEvent;
import io.matih.streaming.window.WindowSettings.PreAggregation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.io.PushingAsyncDataInput;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.StatusWatermarkValve;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/**
 * A windowed job without a cluster: the two production operators in harnesses, with partitions that are read by hand and
 * channels that are delivered by hand, so that a test decides every interleaving. Exactly once: what was emitted counts
 * when the next checkpoint completes, and a crash goes back to the last one.
 */
final class SimulatedJob implements AutoCloseable {

    static final long WINDOW_MILLIS = 60_000;
    static final long OUT_OF_ORDERNESS_MILLIS = 30_000;
    private static final int MAX_PARALLELISM = 12;

    /** Makes the operator that holds the windows; a test may take its guard away. */
    interface WindowOperator {
        WindowAggregator<String, TestAccumulator, TestRow> create(WindowSettings settings);
    }

    final List<TestRow> rows = new ArrayList<>();
    final List<String> lateEvents = new ArrayList<>();

    private final List<List<TestEvent>> partitions;
    private final WindowSettings settings;
    private final WindowOperator windowOperator;
    private final TypeInformation<Partial<String, TestAccumulator>> partialType =
            Partial.type(String.class, TestAccumulator.class);

    private int parallelism;
    private long checkpointId;
    private int[] offsets;
    private int[] checkpointOffsets;
    private @Nullable OperatorSubtaskState preAggregatorState;
    private @Nullable OperatorSubtaskState windowState;
    private long[] largestEventTime = {};
    private boolean[] idle = {};
    private boolean[] subtaskIdle = {};
    private List<OneInputStreamOperatorTestHarness<TestEvent, Partial<String, TestAccumulator>>> sources =
            new ArrayList<>();
    private List<KeyedOneInputStreamOperatorTestHarness<String, Partial<String, TestAccumulator>, TestRow>> windows =
            new ArrayList<>();
    private List<StatusWatermarkValve> valves = new ArrayList<>();
    private List<List<Deque<Object>>> channels = new ArrayList<>();

    SimulatedJob(List<List<TestEvent>> partitions, PreAggregation preAggregation, int parallelism) throws Exception {
        this(
                partitions,
                settings(preAggregation, Duration.ZERO),
                parallelism,
                settings -> new WindowAggregator<>(new TestAggregate(), settings));
    }

    SimulatedJob(
            List<List<TestEvent>> partitions, WindowSettings settings, int parallelism, WindowOperator windowOperator)
            throws Exception {
        this.partitions = partitions;
        this.settings = settings;
        this.windowOperator = windowOperator;
        this.parallelism = parallelism;
        offsets = new int[partitions.size()];
        checkpointOffsets = new int[partitions.size()];
        start(parallelism);
    }

    static WindowSettings settings(PreAggregation preAggregation, Duration allowedLateness) {
        return new WindowSettings(
                Duration.ofMillis(WINDOW_MILLIS),
                Duration.ofMillis(OUT_OF_ORDERNESS_MILLIS),
                allowedLateness,
                preAggregation,
                1 << 20);
    }

    boolean isExhausted(int partition) {
        return offsets[partition] == partitions.get(partition).size();
    }

    void read(int partition) throws Exception {
        TestEvent event = partitions.get(partition).get(offsets[partition]);
        offsets[partition]++;
        largestEventTime[partition] = Math.max(largestEventTime[partition], event.eventTimeMillis);
        idle[partition] = false;
        int subtask = subtaskOf(partition);
        if (subtaskIdle[subtask]) {
            subtaskIdle[subtask] = false;
            sources.get(subtask).processWatermarkStatus(WatermarkStatus.ACTIVE);
        }
        sources.get(subtask).processElement(event, event.eventTimeMillis);
        route(subtask);
    }

    void declareIdle(int partition) throws Exception {
        idle[partition] = true;
        emitWatermark(subtaskOf(partition));
    }

    /** What a source does periodically: the smallest watermark of the partitions that are not idle. */
    void emitWatermark(int subtask) throws Exception {
        long watermark = Long.MAX_VALUE;
        boolean anyActive = false;
        for (int partition = 0; partition < partitions.size(); partition++) {
            if (subtaskOf(partition) == subtask && !idle[partition]) {
                anyActive = true;
                watermark = Math.min(
                        watermark,
                        largestEventTime[partition] == Long.MIN_VALUE
                                ? Long.MIN_VALUE
                                : largestEventTime[partition] - OUT_OF_ORDERNESS_MILLIS);
            }
        }
        var source = sources.get(subtask);
        if (!anyActive) {
            if (!subtaskIdle[subtask]) {
                subtaskIdle[subtask] = true;
                source.processWatermarkStatus(WatermarkStatus.IDLE);
            }
        } else if (watermark > source.getCurrentWatermark()) {
            source.processWatermark(watermark);
        }
        route(subtask);
    }

    int parallelism() {
        return parallelism;
    }

    /** Delivers a channel up to and including its next watermark or status; what was read before that counts as one. */
    void deliver(int from, int to) throws Exception {
        Deque<Object> channel = channels.get(from).get(to);
        while (!channel.isEmpty()) {
            Object element = channel.poll();
            if (element instanceof Watermark watermark) {
                valves.get(to).inputWatermark(watermark, from, new WindowInput(windows.get(to)));
                return;
            } else if (element instanceof WatermarkStatus status) {
                valves.get(to).inputWatermarkStatus(status, from, new WindowInput(windows.get(to)));
                return;
            }
            windows.get(to).processElement(partialOf(element));
        }
    }

    void deliverAll() throws Exception {
        for (int from = 0; from < parallelism; from++) {
            for (int to = 0; to < parallelism; to++) {
                while (!channels.get(from).get(to).isEmpty()) {
                    deliver(from, to);
                }
            }
        }
    }

    /** An aligned checkpoint that completes: everything emitted so far is final. */
    void checkpoint() throws Exception {
        checkpointId++;
        OperatorSubtaskState[] sourceStates = new OperatorSubtaskState[parallelism];
        for (int i = 0; i < parallelism; i++) {
            sources.get(i).prepareSnapshotPreBarrier(checkpointId);
            sourceStates[i] = sources.get(i).snapshot(checkpointId, checkpointId);
            route(i);
        }
        deliverAll();
        OperatorSubtaskState[] windowStates = new OperatorSubtaskState[parallelism];
        for (int i = 0; i < parallelism; i++) {
            windowStates[i] = windows.get(i).snapshot(checkpointId, checkpointId);
        }
        preAggregatorState = AbstractStreamOperatorTestHarness.repackageState(sourceStates);
        windowState = AbstractStreamOperatorTestHarness.repackageState(windowStates);
        checkpointOffsets = Arrays.copyOf(offsets, offsets.length);
        for (int i = 0; i < parallelism; i++) {
            takeLate(sources.get(i).getSideOutput(WindowAggregation.LATE_EVENTS));
            takeLate(windows.get(i).getSideOutput(WindowAggregation.LATE_EVENTS));
            rows.addAll(windows.get(i).extractOutputValues());
            windows.get(i).getOutput().clear();
        }
    }

    /** Loses everything since the last checkpoint and starts again from it. */
    void crashAndRestore(int newParallelism) throws Exception {
        close();
        offsets = Arrays.copyOf(checkpointOffsets, checkpointOffsets.length);
        start(newParallelism);
    }

    /** Reads what is left, lets every window end and completes a last checkpoint. */
    void drain(long endOfTimeMillis) throws Exception {
        for (int partition = 0; partition < partitions.size(); partition++) {
            while (!isExhausted(partition)) {
                read(partition);
            }
            idle[partition] = false;
            largestEventTime[partition] = endOfTimeMillis;
        }
        for (int subtask = 0; subtask < parallelism; subtask++) {
            if (subtaskIdle[subtask]) {
                sources.get(subtask).processWatermarkStatus(WatermarkStatus.ACTIVE);
                subtaskIdle[subtask] = false;
            }
            sources.get(subtask).processWatermark(endOfTimeMillis);
            route(subtask);
        }
        checkpoint();
    }

    int openWindows() {
        return windows.stream()
                .mapToInt(window -> window.numEventTimeTimers() + window.numKeyedStateEntries())
                .sum();
    }

    @Override
    public void close() throws Exception {
        for (var source : sources) {
            source.close();
        }
        for (var window : windows) {
            window.close();
        }
    }

    private void start(int newParallelism) throws Exception {
        parallelism = newParallelism;
        largestEventTime = new long[partitions.size()];
        Arrays.fill(largestEventTime, Long.MIN_VALUE);
        idle = new boolean[partitions.size()];
        subtaskIdle = new boolean[newParallelism];
        sources = new ArrayList<>();
        windows = new ArrayList<>();
        valves = new ArrayList<>();
        channels = new ArrayList<>();
        for (int i = 0; i < newParallelism; i++) {
            var source = new OneInputStreamOperatorTestHarness<>(
                    new PreAggregator<>(new TestAggregate(), settings), MAX_PARALLELISM, newParallelism, i);
            source.setup(partialType.createSerializer(new ExecutionConfig().getSerializerConfig()));
            source.initializeState(repartition(preAggregatorState, newParallelism, i));
            source.open();
            sources.add(source);
            var window = new KeyedOneInputStreamOperatorTestHarness<String, Partial<String, TestAccumulator>, TestRow>(
                    windowOperator.create(settings),
                    partial -> partial.key,
                    Types.STRING,
                    MAX_PARALLELISM,
                    newParallelism,
                    i);
            window.initializeState(repartition(windowState, newParallelism, i));
            window.open();
            windows.add(window);
            valves.add(new StatusWatermarkValve(newParallelism));
            List<Deque<Object>> outgoing = new ArrayList<>();
            for (int to = 0; to < newParallelism; to++) {
                outgoing.add(new ArrayDeque<>());
            }
            channels.add(outgoing);
        }
    }

    private static @Nullable OperatorSubtaskState repartition(
            @Nullable OperatorSubtaskState state, int newParallelism, int subtask) {
        return state == null
                ? null
                : AbstractStreamOperatorTestHarness.repartitionOperatorState(
                        state, MAX_PARALLELISM, state.getManagedOperatorState().size(), newParallelism, subtask);
    }

    private int subtaskOf(int partition) {
        return partition % parallelism;
    }

    private void route(int subtask) {
        Queue<Object> emitted = sources.get(subtask).getOutput();
        while (!emitted.isEmpty()) {
            Object element = emitted.poll();
            if (element instanceof StreamRecord) {
                int target = KeyGroupRangeAssignment.assignKeyToParallelOperator(
                        partialOf(element).getValue().key, MAX_PARALLELISM, parallelism);
                channels.get(subtask).get(target).add(element);
            } else {
                channels.get(subtask).forEach(channel -> channel.add(element));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static StreamRecord<Partial<String, TestAccumulator>> partialOf(Object element) {
        return (StreamRecord<Partial<String, TestAccumulator>>) element;
    }

    private void takeLate(@Nullable Queue<StreamRecord<LateEvent>> events) {
        while (events != null && !events.isEmpty()) {
            KafkaRecord origin = events.remove().getValue().origin;
            String value = new String(Objects.requireNonNull(origin.value), StandardCharsets.UTF_8);
            lateEvents.add(origin.partition + "/" + origin.offset + " " + value);
        }
    }

    /** Hands what a valve lets through to an operator. */
    private record WindowInput(OneInputStreamOperatorTestHarness<?, ?> window)
            implements PushingAsyncDataInput.DataOutput<Object> {

        @Override
        public void emitWatermark(Watermark watermark) throws Exception {
            window.processWatermark(watermark);
        }

        @Override
        public void emitWatermarkStatus(WatermarkStatus status) throws Exception {
            window.processWatermarkStatus(status);
        }

        @Override
        public void emitRecord(StreamRecord<Object> record) {
            throw new UnsupportedOperationException("records do not pass the valve");
        }

        @Override
        public void emitLatencyMarker(LatencyMarker marker) {
            throw new UnsupportedOperationException("no latency markers here");
        }

        @Override
        public void emitRecordAttributes(RecordAttributes attributes) {
            throw new UnsupportedOperationException("no attributes here");
        }
    }
}
