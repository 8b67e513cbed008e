package io.matih.streaming.platform.generator.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.matih.streaming.decode.DecodeLimits;
import io.matih.streaming.llmops.event.LlmCall;
import io.matih.streaming.platform.generator.GeneratedRecord;
import io.matih.streaming.platform.generator.RecordKind;
import io.matih.streaming.record.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class LlmTrafficTest {

    private static final long MOMENT_MILLIS = 1_763_640_000_000L;
    private static final int COUNT = 5_000;
    private static final int PARTITIONS = 4;

    private final LlmTraffic traffic = new LlmTraffic(7);
    private final LlmCall.Decoder decoder = new LlmCall.Decoder(DecodeLimits.DEFAULT);

    @Test
    void goodRecordsAreValidAndHappenJustBeforeTheirMoment() throws IOException {
        ObjectMapper json = new ObjectMapper();
        for (int number = 0; number < COUNT; number++) {
            GeneratedRecord record = traffic.make(RecordKind.GOOD, number, MOMENT_MILLIS);
            JsonNode tree = json.readTree(record.value());
            LlmCall call = decoded(record);

            assertThat(call.outcome).isEqualTo(Outcome.ACCEPTED);
            assertThat(record.key()).isEqualTo(tree.get("tenant_id").asText()).isEqualTo(call.tenantId);
            assertThat(call.eventTimeMillis).isBetween(MOMENT_MILLIS - 10_000, MOMENT_MILLIS);
        }
    }

    @Test
    void lateRecordsAreHoursOldAndFutureOnesMinutesAhead() {
        for (int number = 0; number < COUNT; number++) {
            assertThat(decoded(traffic.make(RecordKind.LATE, number, MOMENT_MILLIS)).eventTimeMillis)
                    .isBetween(MOMENT_MILLIS - 8 * 3_600_000, MOMENT_MILLIS - 2 * 3_600_000);
            assertThat(decoded(traffic.make(RecordKind.FUTURE, number, MOMENT_MILLIS)).eventTimeMillis)
                    .isGreaterThanOrEqualTo(MOMENT_MILLIS + 6 * 60_000);
        }
    }

    @Test
    void spoiledRecordsAreRejectedForTheReasonTheySay() {
        Set<String> seen = new TreeSet<>();
        for (int number = 0; number < COUNT; number++) {
            GeneratedRecord record = traffic.make(RecordKind.MALFORMED, number, MOMENT_MILLIS);
            LlmCall call = decoded(record);

            assertThat(call.outcome).isEqualTo(Outcome.REJECTED);
            assertThat(call.reason).as("record %d", number).isEqualTo(record.reason());
            seen.add(Objects.requireNonNull(call.reason).code());
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
    void oneTenantIsLargeAndTheTailIsSmall() {
        Map<String, Integer> calls = new HashMap<>();
        for (int number = 0; number < COUNT; number++) {
            calls.merge(traffic.make(RecordKind.GOOD, number, MOMENT_MILLIS).key(), 1, Integer::sum);
        }

        assertThat(calls).hasSize(20);
        assertThat(calls.getOrDefault("globex", 0) / (double) COUNT).isCloseTo(0.25, within(0.04));
        assertThat(calls.getOrDefault("pied", 0) / (double) COUNT).isLessThan(0.03);
    }

    @Test
    void everyPartitionHasEnoughTrafficToKeepItsTime() {
        int[] calls = new int[PARTITIONS];
        for (int number = 0; number < COUNT; number++) {
            String key = traffic.make(RecordKind.GOOD, number, MOMENT_MILLIS).key();
            calls[BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), PARTITIONS)]++;
        }

        assertThat(Arrays.stream(calls).min().orElseThrow()).isGreaterThan(COUNT / 10);
    }

    private LlmCall decoded(GeneratedRecord record) {
        LlmCall call = new LlmCall();
        byte[] value = record.value();
        decoder.decode(value == null ? null : ByteBuffer.wrap(value), call);
        return call;
    }
}
