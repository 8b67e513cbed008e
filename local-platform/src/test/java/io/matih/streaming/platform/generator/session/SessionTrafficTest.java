package io.matih.streaming.platform.generator.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.matih.streaming.decode.DecodeLimits;
import io.matih.streaming.platform.generator.GeneratedRecord;
import io.matih.streaming.platform.generator.RecordKind;
import io.matih.streaming.record.Outcome;
import io.matih.streaming.record.RejectReason;
import io.matih.streaming.sessionanalytics.event.SessionTransition;
import io.matih.streaming.sessionanalytics.event.SessionTransition.Vocabulary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionTrafficTest {

    private static final long MOMENT_MILLIS = 1_763_640_000_000L;
    private static final int COUNT = 20_000;
    private static final int PARTITIONS = 4;
    private static final Set<String> ENDS = Set.of("completed", "failed", "error", "abandoned", "expired");

    private final SessionTraffic traffic = new SessionTraffic(7);
    private final SessionTransition.Decoder decoder = new SessionTransition.Decoder(
            new Vocabulary(
                    "session_phase",
                    Set.of("completed"),
                    Set.of("failed", "error"),
                    Set.of("abandoned", "expired"),
                    Set.of("system")),
            DecodeLimits.DEFAULT);

    @Test
    void goodRecordsAreValidAndHappenJustBeforeTheirMoment() throws IOException {
        ObjectMapper json = new ObjectMapper();
        for (int number = 0; number < COUNT; number++) {
            GeneratedRecord record = traffic.make(RecordKind.GOOD, number, MOMENT_MILLIS);
            JsonNode tree = json.readTree(record.value());
            SessionTransition transition = decoded(record);

            if (record.kind() == RecordKind.FILTERED) {
                assertThat(transition.outcome).isEqualTo(Outcome.FILTERED);
            } else {
                assertThat(record.kind()).isEqualTo(RecordKind.GOOD);
                assertThat(transition.outcome).isEqualTo(Outcome.ACCEPTED);
                assertThat(record.key())
                        .isEqualTo(tree.get("tenant_id").asText())
                        .isEqualTo(transition.tenantId);
                assertThat(transition.eventTimeMillis).isBetween(MOMENT_MILLIS - 10_000, MOMENT_MILLIS);
            }
        }
    }

    @Test
    void recordsPutInByHandHaveNegativeNumbersAndAreGoodToo() {
        for (int number = -COUNT; number < 0; number++) {
            assertThat(decoded(traffic.make(RecordKind.GOOD, number, MOMENT_MILLIS)).outcome)
                    .isIn(Outcome.ACCEPTED, Outcome.FILTERED);
        }
    }

    @Test
    void lateRecordsAreHoursOldAndFutureOnesMinutesAhead() {
        for (int number = 0; number < COUNT; number++) {
            assertThat(decoded(traffic.make(RecordKind.LATE, number, MOMENT_MILLIS)).eventTimeMillis)
                    .isBetween(MOMENT_MILLIS - 8 * 3_600_000, MOMENT_MILLIS - 2 * 3_600_000);
            GeneratedRecord future = traffic.make(RecordKind.FUTURE, number, MOMENT_MILLIS);
            assertThat(decoded(future).eventTimeMillis).isGreaterThanOrEqualTo(MOMENT_MILLIS + 6 * 60_000);
            assertThat(future.reason()).isEqualTo(RejectReason.FUTURE_TIMESTAMP);
        }
    }

    @Test
    void spoiledRecordsAreRejectedForTheReasonTheySay() {
        Set<String> seen = new TreeSet<>();
        for (int number = 0; number < COUNT; number++) {
            GeneratedRecord record = traffic.make(RecordKind.MALFORMED, number, MOMENT_MILLIS);
            SessionTransition transition = decoded(record);

            assertThat(transition.outcome).isEqualTo(Outcome.REJECTED);
            assertThat(transition.reason).as("record %d", number).isEqualTo(record.reason());
            seen.add(Objects.requireNonNull(transition.reason).code());
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
    void everySessionBeginsGoesOnAndComesToAnEnd() {
        Map<String, Map<Integer, String>> statesBySession = new HashMap<>();
        Map<String, Integer> stages = new HashMap<>();
        for (int number = 0; number < COUNT; number++) {
            SessionStep step = SessionStep.of(7, number);
            String before = statesBySession
                    .computeIfAbsent(step.session().id(), id -> new LinkedHashMap<>())
                    .put(step.stage(), step.toState());
            stages.put(step.session().id(), step.session().stages());
            assertThat(before)
                    .as("stage %d of %s", step.stage(), step.session().id())
                    .isNull();
        }

        List<Map<Integer, String>> whole = statesBySession.entrySet().stream()
                .filter(session -> session.getValue().size() == stages.getOrDefault(session.getKey(), 0))
                .map(Map.Entry::getValue)
                .toList();
        assertThat(whole).hasSizeGreaterThan(1_000);
        for (Map<Integer, String> states : whole) {
            int last = states.size() - 1;
            assertThat(states.keySet())
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(0, last).boxed().toList());
            assertThat(states.get(0)).isEqualTo("started");
            assertThat(ENDS).contains(states.get(last));
        }
        double completed = whole.stream()
                .filter(states -> "completed".equals(states.get(states.size() - 1)))
                .count();
        assertThat(completed / whole.size()).isCloseTo(0.72, within(0.04));
    }

    @Test
    void sessionKeepsItsTenantAndUserAndSomeChangeTheirAgent() {
        Map<String, Set<String>> users = new HashMap<>();
        Map<String, Set<String>> agents = new HashMap<>();
        for (int number = 0; number < COUNT; number++) {
            SessionTransition transition = decoded(traffic.make(RecordKind.GOOD, number, MOMENT_MILLIS));
            if (transition.outcome == Outcome.ACCEPTED) {
                String session = transition.sessionId.toString();
                assertThat(session).startsWith(transition.tenantId + "-");
                add(users, session, Objects.toString(transition.userId, null));
                add(agents, session, transition.agentId);
            }
        }

        assertThat(users.values()).allMatch(each -> each.size() == 1);
        long handedOver =
                agents.values().stream().filter(each -> each.size() == 2).count();
        assertThat(agents.values()).allMatch(each -> each.size() <= 2);
        assertThat(handedOver / (double) agents.size()).isBetween(0.02, 0.12);
    }

    @Test
    void metadataIsMostlyTextSometimesAnObjectAndNowAndThenUnreadable() throws IOException {
        ObjectMapper json = new ObjectMapper();
        int texts = 0;
        int objects = 0;
        int unreadable = 0;
        int filtered = 0;
        for (int number = 0; number < COUNT; number++) {
            GeneratedRecord record = traffic.make(RecordKind.GOOD, number, MOMENT_MILLIS);
            SessionTransition transition = decoded(record);
            JsonNode metadata = json.readTree(record.value()).path("metadata");
            texts += metadata.isTextual() ? 1 : 0;
            objects += metadata.isObject() ? 1 : 0;
            unreadable += transition.outcome == Outcome.ACCEPTED && transition.unreadableValues > 0 ? 1 : 0;
            filtered += transition.outcome == Outcome.FILTERED ? 1 : 0;
        }

        assertThat(texts / (double) COUNT).isCloseTo(0.85, within(0.03));
        assertThat(objects / (double) COUNT).isCloseTo(0.10, within(0.02));
        assertThat(unreadable / (double) COUNT).isCloseTo(0.017, within(0.006));
        assertThat(filtered / (double) COUNT).isCloseTo(0.12, within(0.01));
    }

    @Test
    void oneTenantIsLargeAndTheTailIsSmall() {
        Map<String, Integer> events = new HashMap<>();
        for (int number = 0; number < COUNT; number++) {
            events.merge(traffic.make(RecordKind.GOOD, number, MOMENT_MILLIS).key(), 1, Integer::sum);
        }

        assertThat(events).hasSize(20);
        assertThat(events.getOrDefault("globex", 0) / (double) COUNT).isCloseTo(0.25, within(0.04));
        assertThat(events.getOrDefault("pied", 0) / (double) COUNT).isLessThan(0.04);
    }

    @Test
    void everyPartitionHasEnoughTrafficToKeepItsTime() {
        int[] events = new int[PARTITIONS];
        for (int number = 0; number < COUNT; number++) {
            String key = traffic.make(RecordKind.GOOD, number, MOMENT_MILLIS).key();
            events[BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), PARTITIONS)]++;
        }

        assertThat(Arrays.stream(events).min().orElseThrow()).isGreaterThan(COUNT / 10);
    }

    private static void add(Map<String, Set<String>> sets, String key, @Nullable String value) {
        if (value != null) {
            sets.computeIfAbsent(key, each -> new HashSet<>()).add(value);
        }
    }

    private SessionTransition decoded(GeneratedRecord record) {
        SessionTransition transition = new SessionTransition();
        byte[] value = record.value();
        decoder.decode(value == null ? null : ByteBuffer.wrap(value), transition);
        return transition;
    }
}
