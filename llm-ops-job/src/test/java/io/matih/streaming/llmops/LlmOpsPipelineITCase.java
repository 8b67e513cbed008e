package io.matih.streaming.llmops;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.job.StrictEnvironment;
import io.matih.streaming.llmops.event.LlmCall;
import io.matih.streaming.llmops.metric.LlmOpsMetrics;
import io.matih.streaming.record.InputRecord;
import io.matih.streaming.record.Outcome;
import io.matih.streaming.record.RejectReason;
import io.matih.streaming.window.CollectingSink;
import io.matih.streaming.window.WindowAggregation;
import io.matih.streaming.window.WindowSettings;
import io.matih.streaming.window.WindowSettings.PreAggregation;
import io.matih.streaming.window.WindowedStreams;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The topology in a cluster: strict, two tasks each, exact set of rows. */
class LlmOpsPipelineITCase {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private static long at(String time) {
        return Instant.parse("2026-11-20T" + time + "Z").toEpochMilli();
    }

    private static WindowSettings windows(PreAggregation preAggregation) {
        return new WindowSettings(
                Duration.ofMinutes(15), Duration.ofSeconds(30), Duration.ZERO, preAggregation, 1 << 20);
    }

    private static LlmCall call(long offset, String tenant, long eventTimeMillis) {
        LlmCall call = new LlmCall();
        call.origin.topic = "calls";
        call.origin.offset = offset;
        call.tenantId = tenant;
        call.provider = "openai";
        call.model = "gpt-4o";
        call.costNanoUsd = 1_500_000;
        call.latencyMillis = 100 * (offset + 1);
        call.eventTimeMillis = eventTimeMillis;
        call.accept();
        return call;
    }

    private static List<LlmCall> calls() {
        List<LlmCall> calls = new ArrayList<>();
        calls.add(call(0, "acme", at("10:00:00")));
        calls.add(call(1, "acme", at("10:14:59.999")));
        calls.add(call(2, "globex", at("10:05:00")));
        calls.add(call(3, "acme", at("10:15:00")));
        LlmCall broken = call(4, "acme", 0);
        broken.reject(RejectReason.MISSING_FIELD, "tenant_id: expected a string, but it is missing");
        calls.add(broken);
        calls.add(call(5, "acme", at("10:16:00")));
        calls.add(call(6, "acme", at("10:14:00")));
        return calls;
    }

    private static WindowedStreams<LlmOpsMetrics> pipeline(
            StreamExecutionEnvironment environment, PreAggregation preAggregation, int parallelism) {
        StrictEnvironment.applyTo(environment);
        environment.setParallelism(parallelism);
        // As from Kafka, all records of a partition reach the same task, in their order.
        DataStream<LlmCall> calls = environment
                .fromData(TypeInformation.of(LlmCall.class), calls().toArray(LlmCall[]::new))
                .uid("calls")
                .setParallelism(1)
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<LlmCall>noWatermarks().withTimestampAssigner((call, kafka) -> at(call)))
                .uid("timestamps")
                .setParallelism(1);
        DataStream<LlmCall> byPartition = parallelism == 1
                ? calls
                : calls.partitionCustom((partition, tasks) -> partition % tasks, call -> call.origin.partition);
        return WindowAggregation.apply(byPartition, LlmOpsJob.metrics(), windows(preAggregation));
    }

    private static long at(InputRecord call) {
        return call.outcome == Outcome.ACCEPTED ? call.eventTimeMillis : Long.MIN_VALUE;
    }

    @ParameterizedTest
    @EnumSource
    void everyCallIsInOneRowOrLateOrADeadLetter(PreAggregation preAggregation) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        WindowedStreams<LlmOpsMetrics> streams = pipeline(environment, preAggregation, 2);
        CollectingSink places = new CollectingSink();
        streams.rows()
                .map(row -> "row %s %tR: %d calls, %d nano-USD, p50 %s, p99 %s"
                        .formatted(
                                row.tenantId(),
                                Instant.ofEpochMilli(row.windowStartMillis()).atOffset(ZoneOffset.UTC),
                                row.totalRequests(),
                                row.totalCostNanoUsd(),
                                row.p50LatencyMillis(),
                                row.p99LatencyMillis()))
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

        assertThat(places.taken())
                .containsExactlyInAnyOrder(
                        "row acme 10:00: 2 calls, 3000000 nano-USD, p50 100.0, p99 200.0",
                        "row globex 10:00: 1 calls, 1500000 nano-USD, p50 300.0, p99 300.0",
                        "row acme 10:15: 2 calls, 3000000 nano-USD, p50 400.0, p99 600.0",
                        "late 6",
                        "missing_field 4");
    }

    @Test
    void preAggregatorRunsInTheTaskOfTheSource() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        pipeline(environment, PreAggregation.ON, 1)
                .rows()
                .sinkTo(new DiscardingSink<>())
                .uid("discard");

        List<String> tasks = new ArrayList<>();
        for (JobVertex task : environment.getStreamGraph().getJobGraph().getVerticesSortedTopologicallyFromSources()) {
            tasks.add(task.getName());
        }

        assertThat(tasks.get(0)).contains("Timestamps/Watermarks").contains("records-pre-aggregate");
    }
}
