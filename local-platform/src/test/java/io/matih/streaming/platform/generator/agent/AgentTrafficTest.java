package io.matih.streaming.platform.generator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.matih.streaming.agentperformance.event.AgentTrace;
import io.matih.streaming.decode.DecodeLimits;
import io.matih.streaming.platform.generator.GeneratedRecord;
import io.matih.streaming.platform.generator.RecordKind;
import io.matih.streaming.record.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class AgentTrafficTest {

    private static final long MOMENT_MILLIS = 1_763_640_000_000L;
    private static final int COUNT = 5_000;
    private static final int PARTITIONS = 4;

    private final AgentTraffic traffic = new AgentTraffic(7);
    private final AgentTrace.Decoder decoder = new AgentTrace.Decoder(DecodeLimits.DEFAULT);

    @Test
    void goodRecordsAreValidAndHappenJustBeforeTheirMoment() throws IOException {
        ObjectMapper json = new ObjectMapper();
        for (GeneratedRecord record : goodOnes()) {
            JsonNode tree = json.readTree(record.value());
            AgentTrace trace = decoded(record);

            assertThat(trace.outcome).isEqualTo(Outcome.ACCEPTED);
            assertThat(record.key()).isEqualTo(tree.get("tenant_id").asText()).isEqualTo(trace.tenantId);
            assertThat(trace.eventTimeMillis).isBetween(MOMENT_MILLIS - 10_000, MOMENT_MILLIS);
        }
    }

    @Test
    void beginningsOfTracesAreMarkedAsNotForTheJob() {
        int filtered = 0;
        for (int number = 0; number < COUNT; number++) {
            GeneratedRecord record = traffic.make(RecordKind.GOOD, number, MOMENT_MILLIS);
            if (record.kind() == RecordKind.FILTERED) {
                filtered++;
                assertThat(decoded(record).outcome).isEqualTo(Outcome.FILTERED);
                assertThat(record.reason()).isNull();
            }
        }

        assertThat(filtered / (double) COUNT).isCloseTo(0.2, within(0.02));
    }

    @Test
    void lateRecordsAreHoursOldAndFutureOnesMinutesAhead() {
        for (int number = 0; number < COUNT; number++) {
            AgentTrace late = decoded(traffic.make(RecordKind.LATE, number, MOMENT_MILLIS));
            assertThat(late.outcome).isEqualTo(Outcome.ACCEPTED);
            assertThat(late.eventTimeMillis).isBetween(MOMENT_MILLIS - 8 * 3_600_000, MOMENT_MILLIS - 2 * 3_600_000);
            AgentTrace future = decoded(traffic.make(RecordKind.FUTURE, number, MOMENT_MILLIS));
            assertThat(future.outcome).isEqualTo(Outcome.ACCEPTED);
            assertThat(future.eventTimeMillis).isGreaterThanOrEqualTo(MOMENT_MILLIS + 6 * 60_000);
        }
    }

    @Test
    void spoiledRecordsAreRejectedForTheReasonTheySay() {
        Set<String> seen = new TreeSet<>();
        for (int number = 0; number < COUNT; number++) {
            GeneratedRecord record = traffic.make(RecordKind.MALFORMED, number, MOMENT_MILLIS);
            AgentTrace trace = decoded(record);

            assertThat(trace.outcome).isEqualTo(Outcome.REJECTED);
            assertThat(trace.reason).as("record %d", number).isEqualTo(record.reason());
            seen.add(Objects.requireNonNull(trace.reason).code());
        }
        assertThat(seen)
                .containsExactly(
                        "empty_value",
                        "invalid_timestamp",
                        "malformed_json",
                        "missing_field",
                        "not_an_object",
                        "out_of_range",
                        "too_deep",
                        "wrong_type");
    }

    @Test
    void agentsDifferInErrorsLatencyAndTools() {
        assertThat(failing("scheduler")).isCloseTo(0.25, within(0.06));
        assertThat(failing("translator")).isCloseTo(0.014, within(0.012));
        assertThat(medianLatencyMillis("coder")).isGreaterThan(20 * medianLatencyMillis("translator"));
        assertThat(tools("analyst")).containsExactly("chart", "spreadsheet", "sql");
        assertThat(tools("translator")).containsExactly("glossary");
    }

    @Test
    void sessionsHaveSeveralTracesAndAreNotForEver() {
        Set<String> now = sessions(MOMENT_MILLIS);
        Set<String> inAnHour = sessions(MOMENT_MILLIS + 3_600_000);

        assertThat(now).hasSizeBetween(COUNT / 20, COUNT / 2);
        assertThat(inAnHour).hasSizeBetween(COUNT / 20, COUNT / 2).doesNotContainAnyElementsOf(now);
    }

    @Test
    void everyPartitionHasEnoughTrafficToKeepItsTime() {
        int[] traces = new int[PARTITIONS];
        for (GeneratedRecord record : goodOnes()) {
            byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
            traces[BuiltInPartitioner.partitionForKey(key, PARTITIONS)]++;
        }

        assertThat(Arrays.stream(traces).min().orElseThrow()).isGreaterThan(COUNT / 12);
    }

    private List<GeneratedRecord> goodOnes() {
        List<GeneratedRecord> records = new ArrayList<>();
        for (int number = 0; number < COUNT; number++) {
            GeneratedRecord record = traffic.make(RecordKind.GOOD, number, MOMENT_MILLIS);
            if (record.kind() == RecordKind.GOOD) {
                records.add(record);
            }
        }
        return records;
    }

    private List<AgentTrace> tracesOf(String agent) {
        return goodOnes().stream()
                .map(this::decoded)
                .filter(trace -> trace.agentId.endsWith("-" + agent))
                .toList();
    }

    private double failing(String agent) {
        List<AgentTrace> traces = tracesOf(agent);
        return traces.stream().filter(trace -> !trace.success).count() / (double) traces.size();
    }

    private long medianLatencyMillis(String agent) {
        long[] latencies = tracesOf(agent).stream()
                .mapToLong(trace -> trace.latencyMillis)
                .sorted()
                .toArray();
        return latencies[latencies.length / 2];
    }

    private Set<String> tools(String agent) {
        Set<String> tools = new TreeSet<>();
        tracesOf(agent).forEach(trace -> tools.addAll(List.of(trace.tools)));
        return tools;
    }

    private Set<String> sessions(long momentMillis) {
        Set<String> sessions = new HashSet<>();
        for (int number = 0; number < COUNT; number++) {
            AgentTrace trace = decoded(traffic.make(RecordKind.GOOD, number, momentMillis));
            if (trace.outcome == Outcome.ACCEPTED && trace.sessionId != null) {
                sessions.add(trace.sessionId.toString());
            }
        }
        return sessions;
    }

    private AgentTrace decoded(GeneratedRecord record) {
        AgentTrace trace = new AgentTrace();
        byte[] value = record.value();
        decoder.decode(value == null ? null : ByteBuffer.wrap(value), trace);
        return trace;
    }
}
