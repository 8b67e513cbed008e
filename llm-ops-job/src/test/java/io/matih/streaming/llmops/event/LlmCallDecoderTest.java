package io.matih.streaming.llmops.event;

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

class LlmCallDecoderTest {

    private static final String COMPLETE =
            """
            {"event_id":"e-1","event_type":"llm_call","tenant_id":"acme","provider":"openai","model":"gpt-4o","cache_hit":true,\
            "tokens_input":1200,"tokens_output":350.0,"latency_ms":812.5,"cost_usd":0.0123456789,"success":false,\
            "session_id":"s-1","agent_id":"a-1","user_id":"u-1","tokens_cached":1000,"tokens_reasoning":0,"ttft_ms":230.25,\
            "timestamp":"2026-11-20T10:15:30.123Z"}""";

    private static final String SMALLEST = "{\"tenant_id\":\"acme\",\"timestamp\":\"2026-11-20T10:15:30Z\"}";

    private final LlmCall.Decoder decoder = new LlmCall.Decoder(DecodeLimits.DEFAULT);
    private final LlmCall call = new LlmCall();

    @Test
    void completeCallIsReadFieldByField() {
        decode(COMPLETE);

        assertThat(call.outcome).isEqualTo(Outcome.ACCEPTED);
        assertThat(call.tenantId).isEqualTo("acme");
        assertThat(call.provider).isEqualTo("openai");
        assertThat(call.model).isEqualTo("gpt-4o");
        assertThat(call.cacheHit).isTrue();
        assertThat(call.tokensInput).isEqualTo(1200);
        assertThat(call.tokensOutput).isEqualTo(350);
        assertThat(call.latencyMillis).isEqualTo(812);
        assertThat(call.costNanoUsd).isEqualTo(12_345_679);
        assertThat(call.success).isFalse();
        assertThat(call.tokensCached).isEqualTo(1000);
        assertThat(call.tokensReasoning).isZero();
        assertThat(call.ttftMillis).isEqualTo(230.25);
        assertThat(call.eventTimeMillis)
                .isEqualTo(Instant.parse("2026-11-20T10:15:30.123Z").toEpochMilli());
    }

    @Test
    void smallestCallAfterACompleteOneKeepsNothingOfIt() {
        decode(COMPLETE);
        decode(SMALLEST);

        assertThat(call).usingRecursiveComparison().isEqualTo(smallest());
    }

    @Test
    void nullsAndBlanksAreTheSameAsAbsent() {
        decode(
                """
                {"tenant_id":"acme","provider":" ","model":"","cache_hit":null,"tokens_input":null,"tokens_output":null,\
                "latency_ms":null,"cost_usd":null,"success":null,"tokens_cached":null,"tokens_reasoning":null,"ttft_ms":null,\
                "event_type":7,"session_id":[],"timestamp":"2026-11-20T10:15:30Z"}""");

        assertThat(call).usingRecursiveComparison().isEqualTo(smallest());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tenant_id        | null      | MISSING_FIELD",
                "tenant_id        | \"\"      | MISSING_FIELD",
                "tenant_id        | 1         | WRONG_TYPE",
                "provider         | 1         | WRONG_TYPE",
                "model            | []        | WRONG_TYPE",
                "cache_hit        | 1         | WRONG_TYPE",
                "cache_hit        | \"true\"  | WRONG_TYPE",
                "tokens_input     | \"12\"    | WRONG_TYPE",
                "tokens_input     | 12.5      | WRONG_TYPE",
                "tokens_input     | -1        | OUT_OF_RANGE",
                "tokens_output    | -1        | OUT_OF_RANGE",
                "latency_ms       | -0.4      | OUT_OF_RANGE",
                "cost_usd         | 1e6       | OUT_OF_RANGE",
                "cost_usd         | \"0.1\"   | WRONG_TYPE",
                "success          | 0         | WRONG_TYPE",
                "tokens_cached    | 0.5       | WRONG_TYPE",
                "tokens_reasoning | -1        | OUT_OF_RANGE",
                "ttft_ms          | -0.1      | OUT_OF_RANGE",
                "timestamp        | null      | MISSING_FIELD",
                "timestamp        | 1795256130000 | WRONG_TYPE",
                "timestamp        | \"today\" | INVALID_TIMESTAMP",
            })
    void everyFieldThatAColumnUsesIsChecked(String field, String value, RejectReason reason) {
        decode(COMPLETE.replaceFirst(
                "\"" + field + "\":(\"[^\"]*\"|[^,}]*)", "\"" + field + "\":" + value.replace("\\", "\\\\")));

        assertThat(call.outcome).isEqualTo(Outcome.REJECTED);
        assertThat(call.reason).isEqualTo(reason);
        assertThat(call.detail).startsWith(field + ": expected ");
    }

    @Test
    void fieldsAreJudgedInTheOrderOfTheContract() {
        String[] order = {
            "tenant_id",
            "provider",
            "model",
            "cache_hit",
            "tokens_input",
            "tokens_output",
            "latency_ms",
            "cost_usd",
            "success",
            "tokens_cached",
            "tokens_reasoning",
            "ttft_ms",
            "timestamp"
        };
        StringBuilder faults = new StringBuilder();
        for (int i = order.length - 1; i >= 0; i--) {
            faults.append(faults.isEmpty() ? "" : ",")
                    .append('"')
                    .append(order[i])
                    .append("\":{}");
            decode("{" + faults + (i == 0 ? "" : ",\"tenant_id\":\"acme\"") + "}");
            assertThat(call.reason).isEqualTo(RejectReason.WRONG_TYPE);
            assertThat(call.detail).startsWith(order[i] + ": ");
        }
    }

    private static LlmCall smallest() {
        LlmCall expected = new LlmCall();
        expected.accept();
        expected.tenantId = "acme";
        expected.eventTimeMillis = Instant.parse("2026-11-20T10:15:30Z").toEpochMilli();
        return expected;
    }

    private void decode(String value) {
        decoder.decode(ByteBuffer.wrap(value.getBytes(UTF_8)), call);
    }
}
