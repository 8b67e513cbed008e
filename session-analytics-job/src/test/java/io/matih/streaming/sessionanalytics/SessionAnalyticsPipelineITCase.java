package io.matih.streaming.sessionanalytics;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.job.StrictEnvironment;
import io.matih.streaming.record.InputRecord;
import io.matih.streaming.record.Outcome;
import io.matih.streaming.record.RejectReason;
import io.matih.streaming.sessionanalytics.event.SessionTransition;
import io.matih.streaming.sessionanalytics.metric.SessionAnalyticsAccumulator;
import io.matih.streaming.sessionanalytics.metric.SessionAnalyticsKey;
import io.matih.streaming.sessionanalytics.metric.SessionAnalyticsMetrics;
import io.matih.streaming.text.Utf8Text;
import io.matih.streaming.window.CollectingSink;
import io.matih.streaming.window.WindowAggregation;
import io.matih.streaming.window.WindowSettings;
import io.matih.streaming.window.WindowSettings.PreAggregation;
import io.matih.streaming.window.WindowSpan;
import io.matih.streaming.window.WindowSums;
import io.matih.streaming.window.WindowedStreams;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The topology in a cluster: strict, the same exact set of rows with any number of tasks. */
class SessionAnalyticsPipelineITCase {

    private static final int TOP_SIZE = 3;
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(30);
    private static final int PARTITIONS = 3;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(3)
            .build());

    @ParameterizedTest
    @CsvSource({"ON, 1", "OFF, 1", "ON, 2", "OFF, 2"})
    void everyTransitionIsInOneRowOrLateOrFilteredOrADeadLetter(PreAggregation preAggregation, int parallelism)
            throws Exception {
        assertThat(places(fewTransitions(), preAggregation, parallelism))
                .containsExactlyInAnyOrder(
                        "row acme 10:00: 2 sessions (1/1/0) of 1 users in 3 events, agents [b=2, a=1], 0.5 completed,"
                                + " p50 400.0",
                        "row globex 10:00: 1 sessions (0/0/0) of 1 users in 1 events, agents [], 0.0 completed,"
                                + " p50 null",
                        "row acme 10:15: 1 sessions (0/0/1) of 0 users in 2 events, agents [a=1], 0.0 completed,"
                                + " p50 null",
                        "late 8",
                        "missing_field 5");
    }

    private static List<SessionTransition> fewTransitions() {
        SessionTransition started = transition(0, "acme", "s-1", "10:00:00", "u-1");
        started.agentId = "a";
        SessionTransition finished = transition(1, "acme", "s-1", "10:14:59.999", "u-1");
        finished.agentId = "b";
        finished.completed = true;
        finished.durationMillis = 400;
        SessionTransition other = transition(2, "acme", "s-2", "10:07:00", null);
        other.agentId = "b";
        other.failed = true;
        SessionTransition ofAnother = transition(3, "globex", "s-1", "10:05:00", "u-1");
        SessionTransition goesOn = transition(4, "acme", "s-2", "10:15:00", null);
        SessionTransition broken = transition(5, "acme", "s-3", "10:15:01", null);
        broken.reject(RejectReason.MISSING_FIELD, "tenant_id: expected a string, but it is missing");
        SessionTransition filtered = transition(6, "acme", "s-4", "10:59:00", null);
        filtered.filter();
        SessionTransition givenUp = transition(7, "acme", "s-2", "10:16:00", null);
        givenUp.agentId = "a";
        givenUp.abandoned = true;
        SessionTransition late = transition(8, "acme", "s-5", "10:14:00", "u-2");
        return List.of(started, finished, other, ofAnother, goesOn, broken, filtered, givenUp, late);
    }

    private static SessionTransition transition(
            long offset, String tenant, String session, String time, @Nullable String user) {
        SessionTransition transition = new SessionTransition();
        transition.origin.topic = "state-changes";
        transition.origin.offset = offset;
        transition.tenantId = tenant;
        transition.sessionId = Utf8Text.of(session);
        transition.userId = user == null ? null : Utf8Text.of(user);
        transition.eventTimeMillis = Instant.parse("2026-11-20T" + time + "Z").toEpochMilli();
        transition.accept();
        return transition;
    }

    @ParameterizedTest
    @CsvSource({"ON, 1", "ON, 2", "ON, 3", "OFF, 1", "OFF, 2", "OFF, 3"})
    void rowsOfManySessionsAreTheSameWithAnyNumberOfTasks(PreAggregation preAggregation, int parallelism)
            throws Exception {
        List<SessionTransition> transitions = manyTransitions();

        assertThat(places(transitions, preAggregation, parallelism))
                .containsExactlyInAnyOrderElementsOf(expectedRows(transitions));
    }

    /** Four windows of sessions that go on from one into the next, in three partitions; none is late. */
    private static List<SessionTransition> manyTransitions() {
        List<SessionTransition> transitions = RandomTransitions.of(new Random(5), 12_000, 3, 900);
        long start = Instant.parse("2026-11-20T10:00:00Z").toEpochMilli();
        for (int i = 0; i < transitions.size(); i++) {
            SessionTransition transition = transitions.get(i);
            transition.origin.partition = i % PARTITIONS;
            transition.eventTimeMillis = start + (long) i * 4 * WINDOW.toMillis() / transitions.size();
        }
        return transitions;
    }

    private static List<String> expectedRows(List<SessionTransition> transitions) {
        List<String> rows = new ArrayList<>();
        transitions.stream()
                .collect(groupingBy(transition -> transition.eventTimeMillis / WINDOW.toMillis()))
                .forEach((window, ofWindow) -> ofWindow.stream()
                        .collect(groupingBy(SessionAnalyticsKey::of))
                        .forEach((key, events) -> rows.add(text(SessionAnalyticsMetrics.of(
                                key,
                                new WindowSpan(window * WINDOW.toMillis(), (window + 1) * WINDOW.toMillis()),
                                WindowSums.of(events, SessionAnalyticsAccumulator::new),
                                0,
                                TOP_SIZE)))));
        assertThat(rows).hasSize(12);
        return rows;
    }

    @Test
    void preAggregatorRunsInTheTaskOfTheSource() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        pipeline(environment, fewTransitions(), PreAggregation.ON, 1)
                .rows()
                .sinkTo(new DiscardingSink<>())
                .uid("discard");

        JobVertex source = environment
                .getStreamGraph()
                .getJobGraph()
                .getVerticesSortedTopologicallyFromSources()
                .get(0);

        assertThat(source.getName()).contains("Timestamps/Watermarks").contains("records-pre-aggregate");
    }

    private static List<String> places(
            List<SessionTransition> transitions, PreAggregation preAggregation, int parallelism) throws Exception {
        boolean few = transitions.size() < 10;
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        WindowedStreams<SessionAnalyticsMetrics> streams =
                pipeline(environment, transitions, preAggregation, parallelism);
        CollectingSink places = new CollectingSink();
        streams.rows()
                .map(row -> few ? summary(row) : text(row))
                .uid("rows")
                .union(
                        streams.lateEvents()
                                .map(late -> "late " + late.origin.offset)
                                .uid("late"),
                        streams.deadLetters()
                                .map(letter -> letter.reason.code() + " " + letter.origin.offset)
                                .uid("dead"))
                .sinkTo(places)
                .uid("collect");
        environment.execute();
        return places.taken();
    }

    private static WindowedStreams<SessionAnalyticsMetrics> pipeline(
            StreamExecutionEnvironment environment,
            List<SessionTransition> transitions,
            PreAggregation preAggregation,
            int parallelism) {
        StrictEnvironment.applyTo(environment);
        environment.setParallelism(parallelism);
        environment.getConfig().setAutoWatermarkInterval(1);
        // As from Kafka, all records of a partition reach the same task, in their order.
        DataStream<SessionTransition> all = environment
                .fromData(TypeInformation.of(SessionTransition.class), transitions.toArray(SessionTransition[]::new))
                .uid("transitions")
                .setParallelism(1)
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<SessionTransition>forBoundedOutOfOrderness(OUT_OF_ORDERNESS)
                                .withTimestampAssigner((transition, kafka) -> at(transition)))
                .uid("timestamps")
                .setParallelism(1);
        DataStream<SessionTransition> byPartition = parallelism == 1
                ? all
                : all.partitionCustom(
                        (partition, tasks) -> partition % tasks, transition -> transition.origin.partition);
        return WindowAggregation.apply(
                byPartition,
                SessionAnalyticsJob.metrics(TOP_SIZE),
                new WindowSettings(WINDOW, OUT_OF_ORDERNESS, Duration.ZERO, preAggregation, 1 << 20));
    }

    private static long at(InputRecord transition) {
        return transition.outcome == Outcome.ACCEPTED ? transition.eventTimeMillis : Long.MIN_VALUE;
    }

    private static String summary(SessionAnalyticsMetrics row) {
        return "row %s %tR: %d sessions (%d/%d/%d) of %d users in %d events, agents %s, %s completed, p50 %s"
                .formatted(
                        row.tenantId(),
                        Instant.ofEpochMilli(row.windowStartMillis()).atOffset(ZoneOffset.UTC),
                        row.totalSessions(),
                        row.completedSessions(),
                        row.failedSessions(),
                        row.abandonedSessions(),
                        row.uniqueUsers(),
                        row.totalEvents(),
                        Arrays.toString(row.topAgents()),
                        row.completionRate(),
                        row.p50DurationMillis());
    }

    /** Every column, byte for byte. */
    private static String text(SessionAnalyticsMetrics row) {
        return row.toString().replaceAll("\\[[\\w.;]+@\\w+", "")
                + Arrays.toString(row.topAgents())
                + Arrays.toString(row.topIntents())
                + hexadecimal(row.durationTDigest())
                + hexadecimal(row.sessionsHyperLogLog())
                + hexadecimal(row.usersHyperLogLog());
    }

    private static String hexadecimal(byte @Nullable [] bytes) {
        return bytes == null ? "null" : HexFormat.of().formatHex(bytes);
    }
}
