package io.matih.streaming.sessionanalytics.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.decode.DecodeLimits;
import io.matih.streaming.record.Outcome;
import io.matih.streaming.record.RejectReason;
import io.matih.streaming.sessionanalytics.event.SessionTransition.Vocabulary;
import io.matih.streaming.text.Utf8Text;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTransitionDecoderTest {

    private static final Vocabulary VOCABULARY = new Vocabulary(
            "session_phase",
            Set.of("completed"),
            Set.of("failed", "error"),
            Set.of("abandoned", "expired"),
            Set.of("system", "scheduler"));

    private static final String COMPLETE =
            """
            {"event_id":"e-1","event_type":"state_change","entity_type":"session_phase","tenant_id":"acme",\
            "entity_id":"s-1","from_state":"active","to_state":"completed","triggered_by":"u-1",\
            "metadata":"{\\"duration_ms\\":1200,\\"turn_count\\":4.0,\\"agent_id\\":\\"a-1\\",\\"intent\\":\\"refund\\",\\"x\\":[{}]}",\
            "timestamp":"2026-11-20T10:15:30.123Z"}""";

    private static final String SMALLEST =
            """
            {"entity_type":"session_phase","tenant_id":"acme","entity_id":"s-2","to_state":"active",\
            "timestamp":"2026-11-20T10:15:30Z"}""";

    private final SessionTransition.Decoder decoder = new SessionTransition.Decoder(VOCABULARY, DecodeLimits.DEFAULT);
    private final SessionTransition transition = new SessionTransition();

    @Test
    void completeTransitionIsReadFieldByField() {
        decode(COMPLETE);

        assertThat(transition.outcome).isEqualTo(Outcome.ACCEPTED);
        assertThat(transition.tenantId).isEqualTo("acme");
        assertThat(transition.sessionId).hasToString("s-1");
        assertThat(transition.completed).isTrue();
        assertThat(transition.failed).isFalse();
        assertThat(transition.abandoned).isFalse();
        assertThat(transition.userId).hasToString("u-1");
        assertThat(transition.durationMillis).isEqualTo(1200);
        assertThat(transition.turns).isEqualTo(4);
        assertThat(transition.agentId).isEqualTo("a-1");
        assertThat(transition.intent).isEqualTo("refund");
        assertThat(transition.unreadableValues).isZero();
        assertThat(transition.eventTimeMillis)
                .isEqualTo(Instant.parse("2026-11-20T10:15:30.123Z").toEpochMilli());
    }

    @Test
    void smallestTransitionAfterACompleteOneKeepsNothingOfIt() {
        decode(COMPLETE);
        decode(SMALLEST);

        assertThat(transition)
                .usingRecursiveComparison()
                .usingOverriddenEquals()
                .isEqualTo(smallest());
    }

    @Test
    void nullsAndBlanksAreTheSameAsAbsentAndFieldsThatNoColumnUsesAreNotLookedAt() {
        decode(
                """
                {"event_id":7,"event_type":[],"from_state":{},"entity_type":"session_phase","tenant_id":"acme",\
                "entity_id":"s-2","to_state":"active","triggered_by":" ","metadata":null,\
                "timestamp":"2026-11-20T10:15:30Z"}""");

        assertThat(transition)
                .usingRecursiveComparison()
                .usingOverriddenEquals()
                .isEqualTo(smallest());
    }

    @ParameterizedTest
    @CsvSource({
        "completed, true,  false, false",
        "failed,    false, true,  false",
        "error,     false, true,  false",
        "abandoned, false, false, true",
        "expired,   false, false, true",
        "active,    false, false, false",
        "Completed, false, false, false",
        "' failed', false, false, false"
    })
    void stateIsComparedAsItWasSent(String state, boolean completed, boolean failed, boolean abandoned) {
        decode(COMPLETE.replace("\"to_state\":\"completed\"", "\"to_state\":\"" + state + "\""));

        assertThat(transition.completed).isEqualTo(completed);
        assertThat(transition.failed).isEqualTo(failed);
        assertThat(transition.abandoned).isEqualTo(abandoned);
    }

    @Test
    void stateMayMeanSeveralThings() {
        Vocabulary both = new Vocabulary("p", Set.of("done"), Set.of("done"), Set.of(), Set.of());
        new SessionTransition.Decoder(both, DecodeLimits.DEFAULT)
                .decode(
                        ByteBuffer.wrap(SMALLEST.replace("session_phase", "p")
                                .replace("active", "done")
                                .getBytes(UTF_8)),
                        transition);

        assertThat(transition.completed).isTrue();
        assertThat(transition.failed).isTrue();
        assertThat(transition.abandoned).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"system, ", "scheduler, ", "System, System", "u-7, u-7"})
    void systemActorsAreNoUsers(String actor, String user) {
        decode(COMPLETE.replace("u-1", actor));

        assertThat(transition.userId).isEqualTo(user == null ? null : Utf8Text.of(user));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "entity_type  | null      | MISSING_FIELD",
                "entity_type  | \" \"     | MISSING_FIELD",
                "entity_type  | 1         | WRONG_TYPE",
                "tenant_id    | null      | MISSING_FIELD",
                "tenant_id    | \"\"      | MISSING_FIELD",
                "tenant_id    | 1         | WRONG_TYPE",
                "entity_id    | null      | MISSING_FIELD",
                "entity_id    | \" \"     | MISSING_FIELD",
                "entity_id    | []        | WRONG_TYPE",
                "to_state     | null      | MISSING_FIELD",
                "to_state     | \" \"     | MISSING_FIELD",
                "to_state     | true      | WRONG_TYPE",
                "triggered_by | 7         | WRONG_TYPE",
                "timestamp    | null      | MISSING_FIELD",
                "timestamp    | 1795256130000 | WRONG_TYPE",
                "timestamp    | \"today\" | INVALID_TIMESTAMP",
            })
    void everyFieldThatAColumnUsesIsChecked(String field, String value, RejectReason reason) {
        decode(COMPLETE.replaceFirst("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":" + value));

        assertThat(transition.outcome).isEqualTo(Outcome.REJECTED);
        assertThat(transition.reason).isEqualTo(reason);
        assertThat(transition.detail).startsWith(field + ": expected ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant_id", "entity_id", "triggered_by"})
    void textsThatEndInAColumnOrInStateAreShort(String field) {
        String longest = "\uD83D\uDE00".repeat(1024);
        decode(withText(field, longest));
        assertThat(transition.outcome).isEqualTo(Outcome.ACCEPTED);

        decode(withText(field, longest + "a"));
        assertThat(transition.reason).isEqualTo(RejectReason.OUT_OF_RANGE);
        assertThat(transition.detail).startsWith(field + ": expected ");
    }

    @Test
    void stateIsOnlyComparedAndMayHaveAnyLength() {
        decode(withText("to_state", "s".repeat(5_000)));

        assertThat(transition.outcome).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void fieldsAreJudgedInTheOrderOfTheContract() {
        String[] order = {"tenant_id", "entity_id", "to_state", "triggered_by", "timestamp"};
        StringBuilder faults = new StringBuilder();
        for (int i = order.length - 1; i >= 0; i--) {
            faults.append("\"").append(order[i]).append("\":{},");
            StringBuilder good = new StringBuilder();
            for (int j = 0; j < i; j++) {
                good.append("\"").append(order[j]).append("\":\"x\",");
            }
            decode("{" + faults + good + "\"entity_type\":\"session_phase\"}");

            assertThat(transition.reason).isEqualTo(RejectReason.WRONG_TYPE);
            assertThat(transition.detail).startsWith(order[i] + ": ");
        }
        decode("{" + faults + "\"entity_type\":{}}");
        assertThat(transition.detail).startsWith("entity_type: ");
    }

    @Test
    void nothingElseOfAFilteredRecordIsLookedAt() {
        decode(
                "{\"entity_type\":\"workflow\",\"tenant_id\":7,\"to_state\":[],\"metadata\":\"{\",\"timestamp\":\"never\"}");
        assertThat(transition.outcome).isEqualTo(Outcome.FILTERED);

        decode("{\"entity_type\":\"session_phase \"}");
        assertThat(transition.outcome).isEqualTo(Outcome.FILTERED);

        decode("{\"entity_type\":\"workflow\",\"tenant_id\":\"a\",\"tenant_id\":\"b\"}");
        assertThat(transition.reason).isEqualTo(RejectReason.MALFORMED_JSON);

        decode("{\"entity_type\":\"workflow\",\"x\":" + "[".repeat(32) + "]".repeat(32) + "}");
        assertThat(transition.reason).isEqualTo(RejectReason.TOO_DEEP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "an object          | {\"duration_ms\":5,\"turn_count\":2,\"agent_id\":\"a\",\"intent\":\"i\"}",
                "blanks around it   | ` { \"duration_ms\" : 5 , \"turn_count\" : 2,\"agent_id\":\"a\",\"intent\":\"i\" } `",
                "other number forms | {\"duration_ms\":5.0,\"turn_count\":0.2e1,\"agent_id\":\"a\",\"intent\":\"i\"}",
                "unknown members    | {\"a\":{\"duration_ms\":9},\"duration_ms\":5,\"a\":1,\"a\":2,\"turn_count\":2,"
                        + "\"agent_id\":\"a\",\"intent\":\"i\"}",
                "escaped characters | {\"dur\\u0061tion_ms\":5,\"turn_count\":2,\"agent_id\":\"\\u0061\",\"intent\":\"i\"}",
            })
    void metadataIsReadAsAnObjectAndAsText(String form, String metadata) {
        for (String sent : new String[] {metadata, text(metadata), escaped(metadata)}) {
            decode(withMetadata(sent));

            assertThat(transition.outcome).as(form).isEqualTo(Outcome.ACCEPTED);
            assertThat(transition.durationMillis).as(form).isEqualTo(5);
            assertThat(transition.turns).as(form).isEqualTo(2);
            assertThat(transition.agentId).as(form).isEqualTo("a");
            assertThat(transition.intent).as(form).isEqualTo("i");
            assertThat(transition.unreadableValues).as(form).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\" \\t\\n\"", "{}", "\"{}\"", "{\"intent\":null,\"turn_count\":null}"})
    void metadataWithoutAnythingIsNotUnreadable(String metadata) {
        decode(withMetadata(metadata));

        assertNoMetadata(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "true",
                "[]",
                "[{\\\"intent\\\":\\\"i\\\"}]",
                "\"{\"",
                "\"plain text\"",
                "\"[]\"",
                "\"null\"",
                "\"12\"",
                "\"{\\\"intent\\\":\\\"i\\\"}{}\"",
                "\"{\\\"intent\\\":\\\"i\\\",}\"",
                "\"{\\\"intent\\\":\\\"i\\\",\\\"duration_ms\\\":NaN}\"",
                "\"{\\\"intent\\\":\\\"i\\\",\\\"duration_ms\\\":01}\"",
                "\"{'intent':'i'}\"",
                "\"{\\\"intent\\\":\\\"\\\\ud800\\\"}\"",
                "\"{\\\"intent\\\":\\\"i\\n\\\"}\"",
                "\"\\ufeff{}\"",
                "\"\\\"{}\\\"\""
            })
    void unreadableMetadataCostsItsOwnValuesAndIsCountedOnce(String metadata) {
        decode(withMetadata(metadata.startsWith("[{") ? metadata.replace("\\", "") : metadata));

        assertNoMetadata(1);
    }

    @Test
    void metadataMayBeAsDeepAsARecordAndNoDeeper() {
        String inner31 = "[".repeat(31) + "]".repeat(31);
        decode(withMetadata(text("{\"turn_count\":3,\"x\":" + inner31 + "}")));
        assertThat(transition.turns).isEqualTo(3);
        assertThat(transition.unreadableValues).isZero();

        decode(withMetadata(text("{\"turn_count\":3,\"x\":[" + inner31 + "]}")));
        assertNoMetadata(1);

        // As an object it is part of the record's own nesting.
        decode(withMetadata("{\"turn_count\":3,\"x\":" + inner31 + "}"));
        assertThat(transition.reason).isEqualTo(RejectReason.TOO_DEEP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "duration_ms | -1",
                "duration_ms | 1.5",
                "duration_ms | \"1200\"",
                "duration_ms | 1000000000000001",
                "duration_ms | {}",
                "duration_ms | 1, \"duration_ms\":1",
                "turn_count  | -1",
                "turn_count  | 0.5",
                "turn_count  | true",
                "turn_count  | 2, \"turn_count\":null",
                "agent_id    | 7",
                "agent_id    | []",
                "agent_id    | \"a\", \"agent_id\":\"b\"",
                "intent      | false",
                "intent      | {\"intent\":\"i\"}",
                "intent      | \"i\", \"\\u0069ntent\":\"i\"",
            })
    void badMemberIsNullAloneAndCounted(String member, String value) {
        String good = "{\"duration_ms\":5,\"turn_count\":2,\"agent_id\":\"a\",\"intent\":\"i\"}";
        String bad =
                good.replaceFirst("\"" + member + "\":[^,}]*", "\"" + member + "\":" + value.replace("\\", "\\\\"));
        for (String sent : new String[] {bad, text(bad)}) {
            decode(withMetadata(sent));

            assertThat(transition.outcome).isEqualTo(Outcome.ACCEPTED);
            assertThat(transition.durationMillis).isEqualTo(member.equals("duration_ms") ? -1 : 5);
            assertThat(transition.turns).isEqualTo(member.equals("turn_count") ? -1 : 2);
            assertThat(transition.agentId).isEqualTo(member.equals("agent_id") ? null : "a");
            assertThat(transition.intent).isEqualTo(member.equals("intent") ? null : "i");
            assertThat(transition.unreadableValues).isEqualTo(1);
        }
    }

    @Test
    void eachBadMemberIsCounted() {
        String longText = "x".repeat(1025);
        decode(withMetadata("{\"duration_ms\":\"1\",\"turn_count\":-1,\"agent_id\":\"" + longText + "\",\"intent\":\""
                + longText + "\"}"));

        assertNoMetadata(4);
    }

    @Test
    void metadataGivenTwiceOrBrokenAsAnObjectIsAFaultOfTheRecord() {
        decode(withMetadata("{},\"metadata\":{}"));
        assertThat(transition.reason).isEqualTo(RejectReason.MALFORMED_JSON);

        decode(withMetadata("{\"duration_ms\":NaN}"));
        assertThat(transition.reason).isEqualTo(RejectReason.MALFORMED_JSON);
    }

    private void assertNoMetadata(int unreadable) {
        assertThat(transition.outcome).isEqualTo(Outcome.ACCEPTED);
        assertThat(transition.sessionId).hasToString("s-1");
        assertThat(transition.durationMillis).isEqualTo(SessionTransition.ABSENT);
        assertThat(transition.turns).isEqualTo(SessionTransition.ABSENT);
        assertThat(transition.agentId).isNull();
        assertThat(transition.intent).isNull();
        assertThat(transition.unreadableValues).isEqualTo(unreadable);
    }

    private static SessionTransition smallest() {
        SessionTransition expected = new SessionTransition();
        expected.accept();
        expected.tenantId = "acme";
        expected.sessionId = Utf8Text.of("s-2");
        expected.eventTimeMillis = Instant.parse("2026-11-20T10:15:30Z").toEpochMilli();
        return expected;
    }

    private static String withText(String field, String text) {
        return COMPLETE.replaceFirst("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":\"" + text + "\"");
    }

    private static String withMetadata(String literal) {
        int start = COMPLETE.indexOf("\"metadata\":") + "\"metadata\":".length();
        return COMPLETE.substring(0, start) + literal + COMPLETE.substring(COMPLETE.indexOf(",\"timestamp\""));
    }

    /** A JSON string that holds the document. */
    private static String text(String document) {
        return "\"" + document.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** The same with every character escaped. */
    private static String escaped(String document) {
        StringBuilder text = new StringBuilder("\"");
        document.chars().forEach(unit -> text.append("\\u%04x".formatted(unit)));
        return text.append('"').toString();
    }

    private void decode(String value) {
        decoder.decode(ByteBuffer.wrap(value.getBytes(UTF_8)), transition);
    }
}
