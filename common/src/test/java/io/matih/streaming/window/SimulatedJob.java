package io.matih.streaming.window;

import io.matih.streaming.record.KafkaRecord;
import io.matih.streaming.record.LateEvent;
import io.matih.streaming.window.WindowSettings.PreAggregation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * A windowed job without a cluster: the production operators in harnesses, with partitions that are read by hand and
 * channels that are delivered by hand, so that a test decides every interleaving. Exactly once: what was emitted counts
 * when the next checkpoint completes, and a crash goes back to the last one.
 */
final class SimulatedJob implements AutoCloseable {

    static final long WINDOW_MILLIS = 60_000;
    static final long OUT_OF_ORDERNESS_MILLIS = 30_000;
    private static final int MAX_PARALLELISM = 12;

    /** The operators from source to row. Each hears all that stand before it. */
    private enum Stage {
        SOURCE(0),
        JUDGE(1),
        DISTINCT_COUNTER(2),
        WINDOW(3);

        /** How many stand before it. */
        final int position;

        Stage(int position) {
            this.position = position;
        }
    }

    private static final Stage[] STAGES = Stage.values();

    /** Makes the operator that judges lateness; a test may take its guard away. */
    interface JudgeOperator {
        LatenessJudge<String, TestAccumulator> create(WindowSettings settings);
    }

    final List<TestRow> rows = new ArrayList<>();
    final List<String> lateEvents = new ArrayList<>();

    private final List<List<TestEvent>> partitions;
    private final WindowSettings settings;
    private final JudgeOperator judgeOperator;
    private final WindowOutputs<String, TestAccumulator> outputs = new WindowOutputs<>(TestRow.AGGREGATE);
    private final Map<Stage, OperatorSubtaskState> states = new EnumMap<>(Stage.class);
    private final Map<Stage, List<SimulatedTask>> tasks = new EnumMap<>(Stage.class);

    private int parallelism;
    private int checkpointParallelism;
    private long checkpointId;
    private int[] offsets;
    private int[] checkpointOffsets;
    private long[] largestEventTime = {};
    private boolean[] idle = {};
    private boolean[] subtaskIdle = {};

    SimulatedJob(List<List<TestEvent>> partitions, PreAggregation preAggregation, int parallelism) throws Exception {
        this(partitions, settings(preAggregation, Duration.ZERO), parallelism);
    }

    SimulatedJob(List<List<TestEvent>> partitions, WindowSettings settings, int parallelism) throws Exception {
        this(partitions, settings, parallelism, judgeSettings -> new LatenessJudge<>(TestRow.AGGREGATE, judgeSettings));
    }

    SimulatedJob(
            List<List<TestEvent>> partitions, WindowSettings settings, int parallelism, JudgeOperator judgeOperator)
            throws Exception {
        this.partitions = partitions;
        this.settings = settings;
        this.judgeOperator = judgeOperator;
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
            source(subtask).processWatermarkStatus(WatermarkStatus.ACTIVE);
        }
        source(subtask).processElement(event, event.eventTimeMillis);
        route(Stage.SOURCE, subtask);
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
        if (!anyActive) {
            if (!subtaskIdle[subtask]) {
                subtaskIdle[subtask] = true;
                source(subtask).processWatermarkStatus(WatermarkStatus.IDLE);
            }
        } else if (watermark > source(subtask).getCurrentWatermark()) {
            source(subtask).processWatermark(watermark);
        }
        route(Stage.SOURCE, subtask);
    }

    int parallelism() {
        return parallelism;
    }

    /** Delivers a part of any channel. The choice depends on the parallelism alone, not on what is in the channels. */
    void deliverSome(Random random) throws Exception {
        Stage stage = STAGES[1 + random.nextInt(STAGES.length - 1)];
        int subtask = random.nextInt(parallelism);
        int channel = random.nextInt(stage.position * parallelism);
        tasks(stage).get(subtask).deliver(channel);
        route(stage, subtask);
    }

    void deliverAll() throws Exception {
        boolean delivered = true;
        while (delivered) {
            delivered = false;
            for (Stage stage : STAGES) {
                for (int subtask = 0; subtask < parallelism; subtask++) {
                    delivered |= deliverFromEachChannel(stage, subtask);
                }
            }
        }
    }

    private boolean deliverFromEachChannel(Stage stage, int subtask) throws Exception {
        boolean delivered = false;
        SimulatedTask task = tasks(stage).get(subtask);
        for (int channel = 0; channel < task.channels.size(); channel++) {
            delivered |= !task.channels.get(channel).isEmpty();
            task.deliver(channel);
            route(stage, subtask);
        }
        return delivered;
    }

    /** An aligned checkpoint that completes: everything emitted so far is final. */
    void checkpoint() throws Exception {
        checkpointId++;
        for (int i = 0; i < parallelism; i++) {
            source(i).prepareSnapshotPreBarrier(checkpointId);
            route(Stage.SOURCE, i);
        }
        deliverAll();
        for (Stage stage : STAGES) {
            OperatorSubtaskState[] parts = new OperatorSubtaskState[parallelism];
            for (int i = 0; i < parallelism; i++) {
                tasks(stage).get(i).harness.prepareSnapshotPreBarrier(checkpointId);
                parts[i] = tasks(stage).get(i).harness.snapshot(checkpointId, checkpointId);
            }
            states.put(stage, AbstractStreamOperatorTestHarness.repackageState(parts));
        }
        checkpointOffsets = Arrays.copyOf(offsets, offsets.length);
        checkpointParallelism = parallelism;
        for (int i = 0; i < parallelism; i++) {
            takeLate(source(i).getSideOutput(WindowOutputs.LATE_EVENTS));
            takeLate(tasks(Stage.JUDGE).get(i).harness.getSideOutput(WindowOutputs.LATE_EVENTS));
            SimulatedTask window = tasks(Stage.WINDOW).get(i);
            window.harness.extractOutputValues().forEach(row -> rows.add((TestRow) row));
            window.harness.getOutput().clear();
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
                source(subtask).processWatermarkStatus(WatermarkStatus.ACTIVE);
                subtaskIdle[subtask] = false;
            }
            source(subtask).processWatermark(endOfTimeMillis);
            route(Stage.SOURCE, subtask);
        }
        checkpoint();
    }

    int openWindows() {
        int open = 0;
        for (Stage stage : List.of(Stage.DISTINCT_COUNTER, Stage.WINDOW)) {
            for (SimulatedTask task : tasks(stage)) {
                KeyedOneInputStreamOperatorTestHarness<?, ?, ?> keyed =
                        (KeyedOneInputStreamOperatorTestHarness<?, ?, ?>) (Object) task.harness;
                open += keyed.numEventTimeTimers() + keyed.numKeyedStateEntries();
            }
        }
        return open;
    }

    @Override
    public void close() throws Exception {
        for (List<SimulatedTask> stage : tasks.values()) {
            for (SimulatedTask task : stage) {
                task.harness.close();
            }
        }
    }

    private void start(int newParallelism) throws Exception {
        parallelism = newParallelism;
        largestEventTime = new long[partitions.size()];
        Arrays.fill(largestEventTime, Long.MIN_VALUE);
        idle = new boolean[partitions.size()];
        subtaskIdle = new boolean[newParallelism];
        TypeInformation<Partial<String, TestAccumulator>> partialType =
                Partial.type(String.class, TestAccumulator.class);
        for (Stage stage : STAGES) {
            List<SimulatedTask> subtasks = new ArrayList<>();
            for (int i = 0; i < newParallelism; i++) {
                OneInputStreamOperatorTestHarness<?, ?> harness =
                        switch (stage) {
                            case SOURCE -> unkeyed(new PreAggregator<>(TestRow.AGGREGATE, settings), i);
                            case JUDGE -> unkeyed(judgeOperator.create(settings), i);
                            case DISTINCT_COUNTER -> new KeyedOneInputStreamOperatorTestHarness<>(
                                    new DistinctCounter<>(TestRow.AGGREGATE, settings),
                                    part -> part.shard,
                                    DistinctShard.type(String.class),
                                    MAX_PARALLELISM,
                                    newParallelism,
                                    i);
                            case WINDOW -> new KeyedOneInputStreamOperatorTestHarness<>(
                                    new WindowAggregator<>(TestRow.AGGREGATE, settings),
                                    partial -> partial.key,
                                    Types.STRING,
                                    MAX_PARALLELISM,
                                    newParallelism,
                                    i);
                        };
                if (stage != Stage.WINDOW) {
                    setUp(harness, partialType);
                }
                harness.initializeState(repartition(states.get(stage), newParallelism, i));
                harness.open();
                subtasks.add(new SimulatedTask(harness, stage.position * newParallelism));
            }
            tasks.put(stage, subtasks);
        }
    }

    private <I> OneInputStreamOperatorTestHarness<I, Partial<String, TestAccumulator>> unkeyed(
            OneInputStreamOperator<I, Partial<String, TestAccumulator>> operator, int subtask) throws Exception {
        return new OneInputStreamOperatorTestHarness<>(operator, MAX_PARALLELISM, parallelism, subtask);
    }

    @SuppressWarnings("unchecked")
    private static void setUp(
            OneInputStreamOperatorTestHarness<?, ?> harness,
            TypeInformation<Partial<String, TestAccumulator>> partialType) {
        ((OneInputStreamOperatorTestHarness<?, Partial<String, TestAccumulator>>) harness)
                .setup(partialType.createSerializer(new ExecutionConfig().getSerializerConfig()));
    }

    private @Nullable OperatorSubtaskState repartition(
            @Nullable OperatorSubtaskState state, int newParallelism, int subtask) {
        return state == null
                ? null
                : AbstractStreamOperatorTestHarness.repartitionOperatorState(
                        state, MAX_PARALLELISM, checkpointParallelism, newParallelism, subtask);
    }

    private int subtaskOf(int partition) {
        return partition % parallelism;
    }

    private List<SimulatedTask> tasks(Stage stage) {
        return Objects.requireNonNull(tasks.get(stage));
    }

    private OneInputStreamOperatorTestHarness<Object, Object> source(int subtask) {
        return tasks(Stage.SOURCE).get(subtask).harness;
    }

    /** Puts what a task has emitted into the channels. Side outputs come first: a watermark is always emitted last. */
    private void route(Stage stage, int subtask) {
        if (stage == Stage.WINDOW) {
            return;
        }
        OneInputStreamOperatorTestHarness<Object, Object> harness = tasks(stage).get(subtask).harness;
        int channel = stage.position * parallelism + subtask;
        for (StreamRecord<DistinctPart<String>> part : taken(harness, outputs.distinct)) {
            send(Stage.DISTINCT_COUNTER, part.getValue().shard, channel, part);
        }
        for (StreamRecord<Partial<String, TestAccumulator>> event : taken(harness, outputs.unjudged)) {
            // Any judge may get it; the same one for the same event, so that two runs can be compared.
            KafkaRecord origin = Objects.requireNonNull(event.getValue().origin);
            int judge = (int) (origin.offset % parallelism);
            tasks(Stage.JUDGE).get(judge).channels.get(channel).add(event);
        }
        Queue<Object> emitted = harness.getOutput();
        while (!emitted.isEmpty()) {
            Object element = emitted.remove();
            if (element instanceof StreamRecord<?> record) {
                send(Stage.WINDOW, ((Partial<?, ?>) record.getValue()).key, channel, element);
            } else {
                for (Stage next : STAGES) {
                    if (next.position > stage.position) {
                        tasks(next).forEach(task -> task.channels.get(channel).add(element));
                    }
                }
            }
        }
    }

    private void send(Stage stage, Object key, int channel, Object element) {
        int target = KeyGroupRangeAssignment.assignKeyToParallelOperator(key, MAX_PARALLELISM, parallelism);
        tasks(stage).get(target).channels.get(channel).add(element);
    }

    private static <T> List<StreamRecord<T>> taken(
            OneInputStreamOperatorTestHarness<Object, Object> harness, OutputTag<T> tag) {
        Queue<StreamRecord<T>> queue = harness.getSideOutput(tag);
        List<StreamRecord<T>> taken = new ArrayList<>();
        while (queue != null && !queue.isEmpty()) {
            taken.add(queue.remove());
        }
        return taken;
    }

    private void takeLate(@Nullable Queue<StreamRecord<LateEvent>> events) {
        while (events != null && !events.isEmpty()) {
            lateEvents.add(identityOf(events.remove().getValue().origin));
        }
    }

    /** How a late event appears in {@link #lateEvents}. */
    static String identityOf(KafkaRecord origin) {
        String value = new String(Objects.requireNonNull(origin.value), StandardCharsets.UTF_8);
        return origin.partition + "/" + origin.offset + " " + value;
    }
}
