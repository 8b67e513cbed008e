package io.matih.streaming.agentperformance;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.agentperformance.event.AgentTrace;
import io.matih.streaming.agentperformance.metric.AgentPerformanceAccumulator;
import io.matih.streaming.agentperformance.metric.AgentPerformanceKey;
import io.matih.streaming.agentperformance.metric.AgentPerformanceMetrics;
import io.matih.streaming.job.StrictEnvironment;
import io.matih.streaming.record.Outcome;
import io.matih.streaming.record.RejectReason;
import io.matih.streaming.window.CollectingSink;
import io.matih.streaming.window.WindowAggregation;
import io.matih.streaming.window.WindowSettings;
import io.matih.streaming.window.WindowSettings.PreAggregation;
import io.matih.streaming.window.WindowSpan;
import io.matih.streaming.window.WindowSums;
import io.matih.streaming.window.WindowedStreams;
import java.time.Duration;
import java.time.Instant;
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

/** The topology in a cluster: strict, and the same rows, byte for byte, with any number of tasks. */
class AgentPerformancePipelineITCase {

    private static final int TOP_SIZE = 3;
    private static final int PARTITIONS = 3;
    private static final int TRACES = 9_000;
    private static final long WINDOW_MILLIS = Duration.ofMinutes(5).toMillis();
    private static final long OUT_OF_ORDERNESS_MILLIS = 30_000;
    private static final long START_MILLIS =
            Instant.parse("2026-11-20T10:00:00Z").toEpochMilli();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(PARTITIONS)
            .build());

    @ParameterizedTest
    @CsvSource({"ON, 1", "ON, 2", "ON, 3", "OFF, 1", "OFF, 2", "OFF, 3"})
    void everyTraceIsInItsPlaceWithAnyNumberOfTasks(PreAggregation preAggregation, int parallelism) throws Exception {
        List<AgentTrace> traces = traces();
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        WindowedStreams<AgentPerformanceMetrics> streams = pipeline(environment, traces, preAggregation, parallelism);
        CollectingSink places = new CollectingSink();
        streams.rows()
                .map(AgentPerformancePipelineITCase::text)
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

        assertThat(places.taken()).containsExactlyInAnyOrderElementsOf(expectedPlaces(traces));
    }

    @Test
    void preAggregatorRunsInTheTaskOfTheSource() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        pipeline(environment, traces(), PreAggregation.ON, 1)
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

    /** Four windows of traces out of order, some of them late, some filtered, some broken. */
    private static List<AgentTrace> traces() {
        Random random = new Random(11);
        List<AgentTrace> traces = RandomTraces.of(random, TRACES);
        for (int i = 0; i < TRACES; i++) {
            AgentTrace trace = traces.get(i);
            long moment = START_MILLIS + 4L * i * WINDOW_MILLIS / TRACES;
            long age = random.nextInt(50) == 0 ? random.nextLong(3 * WINDOW_MILLIS) : random.nextLong(20_000);
            trace.eventTimeMillis = moment - age;
            int fate = random.nextInt(40);
            if (fate == 0) {
                trace.reject(RejectReason.WRONG_TYPE, "tools_used: expected an array of strings, but it is a string");
            } else if (fate < 4) {
                trace.filter();
            }
        }
        return traces;
    }

    /** Worked out record by record: a trace is late when its window had ended by the clock of its partition. */
    private static List<String> expectedPlaces(List<AgentTrace> traces) {
        List<String> places = new ArrayList<>();
        List<AgentTrace> aggregated = new ArrayList<>();
        long[] clocks = new long[PARTITIONS];
        for (AgentTrace trace : traces) {
            if (trace.outcome == Outcome.REJECTED) {
                places.add("wrong_type " + trace.origin.offset);
            } else if (trace.outcome == Outcome.ACCEPTED) {
                long clock = clocks[trace.origin.partition];
                clocks[trace.origin.partition] = Math.max(clock, trace.eventTimeMillis - OUT_OF_ORDERNESS_MILLIS);
                if (startOfWindow(trace) + WINDOW_MILLIS <= clock) {
                    places.add("late " + trace.origin.offset);
                } else {
                    aggregated.add(trace);
                }
            }
        }
        assertThat(places).hasSizeGreaterThan(200);
        aggregated.stream()
                .collect(groupingBy(AgentPerformancePipelineITCase::startOfWindow))
                .forEach((start, ofWindow) -> ofWindow.stream()
                        .collect(groupingBy(AgentPerformanceKey::of))
                        .forEach((key, own) -> places.add(text(AgentPerformanceMetrics.of(
                                key,
                                new WindowSpan(start, start + WINDOW_MILLIS),
                                WindowSums.of(own, AgentPerformanceAccumulator::new),
                                TOP_SIZE,
                                0)))));
        return places;
    }

    private static long startOfWindow(AgentTrace trace) {
        return trace.eventTimeMillis / WINDOW_MILLIS * WINDOW_MILLIS;
    }

    private static WindowedStreams<AgentPerformanceMetrics> pipeline(
            StreamExecutionEnvironment environment,
            List<AgentTrace> traces,
            PreAggregation preAggregation,
            int parallelism) {
        StrictEnvironment.applyTo(environment);
        environment.setParallelism(parallelism);
        // Without watermarks before the end, only the clocks of the partitions decide what is late.
        DataStream<AgentTrace> all = environment
                .fromData(TypeInformation.of(AgentTrace.class), traces.toArray(AgentTrace[]::new))
                .uid("traces")
                .setParallelism(1)
                .assignTimestampsAndWatermarks(WatermarkStrategy.<AgentTrace>noWatermarks()
                        .withTimestampAssigner((trace, unused) ->
                                trace.outcome == Outcome.ACCEPTED ? trace.eventTimeMillis : Long.MIN_VALUE))
                .uid("timestamps")
                .setParallelism(1);
        // As from Kafka, all records of a partition reach the same task, in their order.
        DataStream<AgentTrace> byPartition = parallelism == 1
                ? all
                : all.partitionCustom((partition, tasks) -> partition % tasks, trace -> trace.origin.partition);
        return WindowAggregation.apply(
                byPartition,
                AgentPerformanceJob.metrics(TOP_SIZE),
                new WindowSettings(
                        Duration.ofMillis(WINDOW_MILLIS),
                        Duration.ofMillis(OUT_OF_ORDERNESS_MILLIS),
                        Duration.ZERO,
                        preAggregation,
                        1 << 20));
    }

    /** Every column, byte for byte. */
    private static String text(AgentPerformanceMetrics row) {
        return row.toString().replaceAll("\\[[\\w.;]+@\\w+", "")
                + Arrays.toString(row.topTools())
                + hexadecimal(row.latencyTDigest())
                + hexadecimal(row.sessionsHyperLogLog());
    }

    private static String hexadecimal(byte @Nullable [] bytes) {
        return bytes == null ? "null" : HexFormat.of().formatHex(bytes);
    }
}
