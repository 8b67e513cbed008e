package io.matih.streaming.llmops.event;

import io.matih.streaming.decode.DecodeLimits;
import io.matih.streaming.decode.FieldSet;
import io.matih.streaming.decode.JsonEventDecoder;
import io.matih.streaming.decode.JsonFields;
import org.jspecify.annotations.Nullable;

/** Reads the fields of an {@link LlmCall}, in the order in which they are judged. */
public final class LlmCallDecoder extends JsonEventDecoder<LlmCall> {

    private static final FieldSet FIELDS = FieldSet.of(
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
            "timestamp");

    private static final int TENANT_ID = FIELDS.indexOf("tenant_id");
    private static final int PROVIDER = FIELDS.indexOf("provider");
    private static final int MODEL = FIELDS.indexOf("model");
    private static final int CACHE_HIT = FIELDS.indexOf("cache_hit");
    private static final int TOKENS_INPUT = FIELDS.indexOf("tokens_input");
    private static final int TOKENS_OUTPUT = FIELDS.indexOf("tokens_output");
    private static final int LATENCY_MS = FIELDS.indexOf("latency_ms");
    private static final int COST_USD = FIELDS.indexOf("cost_usd");
    private static final int SUCCESS = FIELDS.indexOf("success");
    private static final int TOKENS_CACHED = FIELDS.indexOf("tokens_cached");
    private static final int TOKENS_REASONING = FIELDS.indexOf("tokens_reasoning");
    private static final int TTFT_MS = FIELDS.indexOf("ttft_ms");
    private static final int TIMESTAMP = FIELDS.indexOf("timestamp");

    public LlmCallDecoder(DecodeLimits limits) {
        super(FIELDS, limits);
    }

    @Override
    protected void read(JsonFields fields, LlmCall call) {
        call.tenantId = fields.requiredText(TENANT_ID);
        call.provider = orUnknown(fields.optionalText(PROVIDER));
        call.model = orUnknown(fields.optionalText(MODEL));
        call.cacheHit = Boolean.TRUE.equals(fields.optionalBoolean(CACHE_HIT));
        call.tokensInput = fields.optionalInteger(TOKENS_INPUT);
        call.tokensOutput = fields.optionalInteger(TOKENS_OUTPUT);
        call.latencyMillis = fields.optionalRoundedInteger(LATENCY_MS);
        call.costNanoUsd = fields.optionalMoneyNanos(COST_USD);
        call.success = !Boolean.FALSE.equals(fields.optionalBoolean(SUCCESS));
        call.tokensCached = fields.optionalInteger(TOKENS_CACHED);
        call.tokensReasoning = fields.optionalInteger(TOKENS_REASONING);
        call.ttftMillis = fields.optionalNumber(TTFT_MS);
        call.eventTimeMillis = fields.requiredTimestampMillis(TIMESTAMP);
    }

    private static String orUnknown(@Nullable String text) {
        return text == null ? LlmCall.UNKNOWN : text;
    }
}
