package io.matih.streaming.window;

import io.matih.streaming.record.DeadLetter;
import io.matih.streaming.record.KafkaRecord;
import io.matih.streaming.record.LateEvent;
import io.matih.streaming.record.Outcome;
import io.matih.streaming.window.WindowSettings.PreAggregation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * A windowed job without a cluster: the production operators in harnesses, with partitions that are read by hand and
 * channels that are delivered by hand, so that a test decides every interleaving. Exactly once: what was emitted counts
 * when a checkpoint completes whose barriers came after it, and a crash goes back to the last one that did.
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

    private static final ThreadLocal<TypeSerializer<Partial<String, TestAccumulator>>> PARTIALS =
            ThreadLocal.withInitial(() -> Partial.<String, TestAccumulator>type(String.class, TestAccumulator.class)
                    .createSerializer(new ExecutionConfig().getSerializerConfig()));

    /** Makes the operator that judges lateness; a test may take its guard away. */
    interface JudgeOperator {
        LatenessJudge<String, TestAccumulator> create(WindowSettings settings);
    }

    /** What a checkpoint holds once its barriers have passed all tasks. */
    private record Checkpoint(int parallelism, List<Integer> offsets, Map<Stage, OperatorSubtaskState> states) {}

    final List<TestRow> rows = new ArrayList<>();
    final List<String> lateEvents = new ArrayList<>();
    final List<String> deadLetters = new ArrayList<>();

    private final List<List<TestEvent>> partitions;
    private final WindowSettings settings;
    private final JudgeOperator judgeOperator;
    private final WindowOutputs<String, TestAccumulator> outputs = new WindowOutputs<>(TestRow.AGGREGATE);
    private final List<TestRow> openRows = new ArrayList<>();
    private final List<String> openLateEvents = new ArrayList<>();
    private final List<String> openDeadLetters = new ArrayList<>();
    private final Map<Stage, List<SimulatedTask>> tasks = new EnumMap<>(Stage.class);

    private int parallelism;
    private long checkpointId;
    private int[] offsets;
    private Checkpoint taken;
    private Checkpoint completed;
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
        completed = new Checkpoint(parallelism, Collections.nCopies(partitions.size(), 0), Map.of());
        taken = completed;
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
        int subtask = subtaskOf(partition);
        if (event.outcome != Outcome.ACCEPTED) {
            source(subtask).processElement(event, TimestampAssigner.NO_TIMESTAMP);
            route(Stage.SOURCE, subtask);
            return;
        }
        largestEventTime[partition] = Math.max(largestEventTime[partition], event.eventTimeMillis);
        idle[partition] = false;
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

    /** An aligned checkpoint that completes at once: everything emitted so far is final. */
    void checkpoint() throws Exception {
        barrier();
        complete();
    }

    /** Aligned barriers pass all tasks. Returns the rows that are new since the barriers before. */
    List<TestRow> barrier() throws Exception {
        checkpointId++;
        for (int i = 0; i < parallelism; i++) {
            source(i).prepareSnapshotPreBarrier(checkpointId);
            route(Stage.SOURCE, i);
        }
        deliverAll();
        Map<Stage, OperatorSubtaskState> states = new EnumMap<>(Stage.class);
        for (Stage stage : STAGES) {
            OperatorSubtaskState[] parts = new OperatorSubtaskState[parallelism];
            for (int i = 0; i < parallelism; i++) {
                tasks(stage).get(i).harness.prepareSnapshotPreBarrier(checkpointId);
                parts[i] = tasks(stage).get(i).harness.snapshot(checkpointId, checkpointId);
            }
            states.put(stage, AbstractStreamOperatorTestHarness.repackageState(parts));
        }
        taken = new Checkpoint(parallelism, Arrays.stream(offsets).boxed().toList(), states);
        return takeOutputs();
    }

    private List<TestRow> takeOutputs() {
        List<TestRow> newRows = new ArrayList<>();
        for (int i = 0; i < parallelism; i++) {
            takeLate(source(i).getSideOutput(WindowOutputs.LATE_EVENTS));
            takeLate(tasks(Stage.JUDGE).get(i).harness.getSideOutput(WindowOutputs.LATE_EVENTS));
            for (StreamRecord<DeadLetter> letter : taken(source(i), WindowOutputs.DEAD_LETTERS)) {
                openDeadLetters.add(identityOf(letter.getValue().origin));
            }
            SimulatedTask window = tasks(Stage.WINDOW).get(i);
            window.harness.extractOutputValues().forEach(row -> newRows.add((TestRow) row));
            window.harness.getOutput().clear();
        }
        openRows.addAll(newRows);
        return newRows;
    }

    /** The checkpoint of the last barriers completes: what was emitted before them is final, and a crash goes back there. */
    void complete() {
        completed = taken;
        rows.addAll(openRows);
        lateEvents.addAll(openLateEvents);
        deadLetters.addAll(openDeadLetters);
        forgetOpenOutputs();
    }

    private void forgetOpenOutputs() {
        openRows.clear();
        openLateEvents.clear();
        openDeadLetters.clear();
    }

    /** The number of the last barriers. */
    long checkpointId() {
        return checkpointId;
    }

    /** Loses everything since the last completed checkpoint and starts again from it. */
    void crashAndRestore(int newParallelism) throws Exception {
        close();
        forgetOpenOutputs();
        offsets = completed.offsets.stream().mapToInt(Integer::intValue).toArray();
        start(newParallelism);
    }

    /** Reads what is left, lets every window end and completes a last checkpoint. */
    void drain(long endOfTimeMillis) throws Exception {
        readToTheEnd(endOfTimeMillis);
        checkpoint();
    }

    /** Reads what is left and lets every window end. */
    void readToTheEnd(long endOfTimeMillis) throws Exception {
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
    }

    int openWindows() {
        int open = 0;
        for (Stage stage : List.of(Stage.DISTINCT_COUNTER, Stage.WINDOW)) {
            for (SimulatedTask task : tasks(stage)) {
                open += task.harness.stateEntries();
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
        for (Stage stage : STAGES) {
            List<SimulatedTask> subtasks = new ArrayList<>();
            for (int i = 0; i < newParallelism; i++) {
                SimulatedHarness<?, ?> harness = harness(stage, i);
                harness.initializeState(repartition(completed.states.get(stage), newParallelism, i));
                harness.open();
                subtasks.add(new SimulatedTask(harness, stage.position * newParallelism));
            }
            tasks.put(stage, subtasks);
        }
    }

    private SimulatedHarness<?, ?> harness(Stage stage, int subtask) throws Exception {
        TypeSerializer<Partial<String, TestAccumulator>> partials = Objects.requireNonNull(PARTIALS.get());
        MockEnvironment environment = SimulatedHarness.environment(new JobID(), MAX_PARALLELISM, parallelism, subtask);
        return switch (stage) {
            case SOURCE -> new SimulatedHarness<>(
                    new PreAggregator<>(TestRow.AGGREGATE, settings), partials, environment);
            case JUDGE -> new SimulatedHarness<>(judgeOperator.create(settings), partials, environment);
            case DISTINCT_COUNTER -> new SimulatedHarness<>(
                            new DistinctCounter<>(TestRow.AGGREGATE, settings), partials, environment)
                    .keyedBy(part -> part.shard, DistinctShard.type(String.class));
            case WINDOW -> new SimulatedHarness<>(
                            new WindowAggregator<>(TestRow.AGGREGATE, settings), null, environment)
                    .keyedBy(partial -> partial.key, Types.STRING);
        };
    }

    private @Nullable OperatorSubtaskState repartition(
            @Nullable OperatorSubtaskState state, int newParallelism, int subtask) {
        return state == null
                ? null
                : AbstractStreamOperatorTestHarness.repartitionOperatorState(
                        state, MAX_PARALLELISM, completed.parallelism, newParallelism, subtask);
    }

    private int subtaskOf(int partition) {
        return partition % parallelism;
    }

    private List<SimulatedTask> tasks(Stage stage) {
        return Objects.requireNonNull(tasks.get(stage));
    }

    private SimulatedHarness<Object, Object> source(int subtask) {
        return tasks(Stage.SOURCE).get(subtask).harness;
    }

    /** Puts what a task has emitted into the channels. Side outputs come first: a watermark is always emitted last. */
    private void route(Stage stage, int subtask) {
        if (stage == Stage.WINDOW) {
            return;
        }
        SimulatedHarness<Object, Object> harness = tasks(stage).get(subtask).harness;
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

    private static <T> List<StreamRecord<T>> taken(SimulatedHarness<Object, Object> harness, OutputTag<T> tag) {
        Queue<StreamRecord<T>> queue = harness.getSideOutput(tag);
        List<StreamRecord<T>> taken = new ArrayList<>();
        while (queue != null && !queue.isEmpty()) {
            taken.add(queue.remove());
        }
        return taken;
    }

    private void takeLate(@Nullable Queue<StreamRecord<LateEvent>> events) {
        while (events != null && !events.isEmpty()) {
            openLateEvents.add(identityOf(events.remove().getValue().origin));
        }
    }

    /** How a record appears in {@link #lateEvents} and {@link #deadLetters}. */
    static String identityOf(KafkaRecord origin) {
        String value = new String(Objects.requireNonNull(origin.value), StandardCharsets.UTF_8);
        return origin.partition + "/" + origin.offset + " " + value;
    }
}
