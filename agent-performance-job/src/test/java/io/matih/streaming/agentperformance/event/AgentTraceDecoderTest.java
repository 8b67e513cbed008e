package io.matih.streaming.agentperformance.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.decode.DecodeLimits;
import io.matih.streaming.record.Outcome;
import io.matih.streaming.record.RejectReason;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentTraceDecoderTest {

    private static final String COMPLETE =
            """
            {"event_id":"e-1","event_type":"agent_trace","trace_id":"t-1","session_id":"s-1","tenant_id":"acme",\
            "agent_id":"planner","action":"completed","latency_ms":812.5,"tokens_input":1200,"tokens_output":350.0,\
            "cost_usd":0.0123456789,"tools_used":["search","sql","search"],"error_message":"",\
            "timestamp":"2026-11-20T10:15:30.123Z"}""";

    private static final String SMALLEST =
            """
            {"tenant_id":"acme","agent_id":"planner","action":"failed","timestamp":"2026-11-20T10:15:30Z"}""";

    private final AgentTrace.Decoder decoder = new AgentTrace.Decoder(DecodeLimits.DEFAULT);
    private final AgentTrace trace = new AgentTrace();

    @Test
    void completeTraceIsReadFieldByField() {
        decode(COMPLETE);

        assertThat(trace.outcome).isEqualTo(Outcome.ACCEPTED);
        assertThat(trace.sessionId).hasToString("s-1");
        assertThat(trace.tenantId).isEqualTo("acme");
        assertThat(trace.agentId).isEqualTo("planner");
        assertThat(trace.success).isTrue();
        assertThat(trace.latencyMillis).isEqualTo(812);
        assertThat(trace.tokensInput).isEqualTo(1200);
        assertThat(trace.tokensOutput).isEqualTo(350);
        assertThat(trace.costNanoUsd).isEqualTo(12_345_679);
        assertThat(trace.tools).containsExactly("search", "sql", "search");
        assertThat(trace.eventTimeMillis)
                .isEqualTo(Instant.parse("2026-11-20T10:15:30.123Z").toEpochMilli());
    }

    @Test
    void smallestTraceAfterACompleteOneKeepsNothingOfIt() {
        decode(COMPLETE);
        decode(SMALLEST);

        assertThat(trace).usingRecursiveComparison().isEqualTo(smallest());
    }

    @Test
    void nullsAndBlanksAreTheSameAsAbsent() {
        decode(
                """
                {"event_id":1,"trace_id":[],"event_type":7,"session_id":" ","tenant_id":"acme","agent_id":"planner",\
                "action":"failed","latency_ms":null,"tokens_input":null,"tokens_output":null,"cost_usd":null,\
                "tools_used":null,"error_message":null,"timestamp":"2026-11-20T10:15:30Z"}""");

        assertThat(trace).usingRecursiveComparison().isEqualTo(smallest());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "completed | null       | true",
                "completed | \"\"       | true",
                "completed | \" \\t \"  | true",
                "completed | \"boom\"   | false",
                "failed    | null       | false",
                "failed    | \"boom\"   | false",
            })
    void successIsCompletedWithoutAnErrorText(String action, String error, boolean success) {
        decode(with("error_message", error).replace("\"completed\"", "\"" + action + "\""));

        assertThat(trace.outcome).isEqualTo(Outcome.ACCEPTED);
        assertThat(trace.success).isEqualTo(success);
    }

    @Test
    void errorTextMayHaveAnyLength() {
        decode(with("error_message", "\"" + "x".repeat(5_000) + "\""));

        assertThat(trace.outcome).isEqualTo(Outcome.ACCEPTED);
        assertThat(trace.success).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"started", "Completed", " completed", "tool_called"})
    void tracesThatHaveNotEndedAreFiltered(String action) {
        decode(COMPLETE.replace("\"completed\"", "\"" + action + "\""));

        assertThat(trace.outcome).isEqualTo(Outcome.FILTERED);
    }

    @Test
    void filteredTraceNeedsOnlyBeWellFormed() {
        decode(
                """
                {"session_id":7,"tenant_id":null,"action":"started","latency_ms":"x","tokens_input":-1,"cost_usd":{},\
                "tools_used":[1],"error_message":[],"timestamp":"today"}""");

        assertThat(trace.outcome).isEqualTo(Outcome.FILTERED);

        decode("{\"action\":\"" + "x".repeat(2_000) + "\"}");
        assertThat(trace.outcome).isEqualTo(Outcome.FILTERED);

        decode("{\"action\":\"started\",\"latency_ms\":01}");
        assertThat(trace.reason).isEqualTo(RejectReason.MALFORMED_JSON);

        decode("{\"action\":\"started\",\"tenant_id\":\"a\",\"tenant_id\":\"b\"}");
        assertThat(trace.reason).isEqualTo(RejectReason.MALFORMED_JSON);
    }

    @Test
    void actionIsJudgedBeforeAllElse() {
        decode("{\"session_id\":7,\"tenant_id\":7,\"action\":7,\"timestamp\":7}");

        assertThat(trace.reason).isEqualTo(RejectReason.WRONG_TYPE);
        assertThat(trace.detail).startsWith("action: ");
    }

    @Test
    void nullAndBlankToolsAreSkipped() {
        decode(with("tools_used", "[null,\"\",\"  \",\"sql\",null]"));

        assertThat(trace.tools).containsExactly("sql");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "session_id    | 1                | WRONG_TYPE",
                "session_id    | @1025            | OUT_OF_RANGE",
                "tenant_id     | null             | MISSING_FIELD",
                "tenant_id     | \"\"             | MISSING_FIELD",
                "tenant_id     | 1                | WRONG_TYPE",
                "tenant_id     | @1025            | OUT_OF_RANGE",
                "agent_id      | null             | MISSING_FIELD",
                "agent_id      | \" \"            | MISSING_FIELD",
                "agent_id      | []               | WRONG_TYPE",
                "agent_id      | @1025            | OUT_OF_RANGE",
                "action        | null             | MISSING_FIELD",
                "action        | \"\"             | MISSING_FIELD",
                "action        | true             | WRONG_TYPE",
                "latency_ms    | \"12\"           | WRONG_TYPE",
                "latency_ms    | -0.4             | OUT_OF_RANGE",
                "latency_ms    | 1e16             | OUT_OF_RANGE",
                "tokens_input  | \"12\"           | WRONG_TYPE",
                "tokens_input  | 12.5             | WRONG_TYPE",
                "tokens_input  | -1               | OUT_OF_RANGE",
                "tokens_output | 0.5              | WRONG_TYPE",
                "tokens_output | 1000000000000001 | OUT_OF_RANGE",
                "cost_usd      | \"0.1\"          | WRONG_TYPE",
                "cost_usd      | -1e-9            | OUT_OF_RANGE",
                "cost_usd      | 1e6              | OUT_OF_RANGE",
                "tools_used    | \"sql\"          | WRONG_TYPE",
                "tools_used    | {}               | WRONG_TYPE",
                "tools_used    | [\"sql\",1]      | WRONG_TYPE",
                "tools_used    | [[]]             | WRONG_TYPE",
                "tools_used    | [@1025]          | OUT_OF_RANGE",
                "error_message | 1                | WRONG_TYPE",
                "error_message | {}               | WRONG_TYPE",
                "timestamp     | null             | MISSING_FIELD",
                "timestamp     | 1795256130000    | WRONG_TYPE",
                "timestamp     | \"today\"        | INVALID_TIMESTAMP",
            })
    void everyFieldThatAColumnUsesIsChecked(String field, String value, RejectReason reason) {
        decode(with(field, value.replace("@1025", "\"" + "é".repeat(1025) + "\"")));

        assertThat(trace.outcome).isEqualTo(Outcome.REJECTED);
        assertThat(trace.reason).isEqualTo(reason);
        assertThat(trace.detail).startsWith(field + ": ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"session_id", "tenant_id", "agent_id"})
    void textOfTheGreatestLengthIsAccepted(String field) {
        decode(with(field, "\"" + "é".repeat(1024) + "\""));

        assertThat(trace.outcome).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void fieldsAreJudgedInTheOrderOfTheContract() {
        String[] order = {
            "session_id",
            "tenant_id",
            "agent_id",
            "latency_ms",
            "tokens_input",
            "tokens_output",
            "cost_usd",
            "tools_used",
            "error_message",
            "timestamp"
        };
        String bad = "true";
        String json = COMPLETE;
        for (int i = order.length - 1; i >= 0; i--) {
            json = with(json, order[i], bad);
            decode(json);
            assertThat(trace.reason).isEqualTo(RejectReason.WRONG_TYPE);
            assertThat(trace.detail).startsWith(order[i] + ": ");
        }
    }

    private static AgentTrace smallest() {
        AgentTrace expected = new AgentTrace();
        expected.accept();
        expected.tenantId = "acme";
        expected.agentId = "planner";
        expected.eventTimeMillis = Instant.parse("2026-11-20T10:15:30Z").toEpochMilli();
        return expected;
    }

    private static String with(String field, String value) {
        return with(COMPLETE, field, value);
    }

    private static String with(String json, String field, String value) {
        return json.replaceFirst(
                "\"" + field + "\":(\\[[^\\]]*\\]|\"[^\"]*\"|[^,}]*)",
                "\"" + field + "\":" + value.replace("\\", "\\\\"));
    }

    private void decode(String value) {
        decoder.decode(ByteBuffer.wrap(value.getBytes(UTF_8)), trace);
    }
}
