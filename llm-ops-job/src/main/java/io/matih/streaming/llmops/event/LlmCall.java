package io.matih.streaming.llmops.event;

import io.matih.streaming.decode.DecodeLimits;
import io.matih.streaming.decode.FieldSet;
import io.matih.streaming.decode.JsonEventDecoder;
import io.matih.streaming.decode.JsonFields;
import io.matih.streaming.record.InputRecord;
import org.jspecify.annotations.Nullable;

/**
 * One call of a language model, answered by its provider or from a cache.
 *
 * <p>The fields have a meaning only when the outcome is accepted. The optional numbers are {@link #ABSENT} when the event does not
 * have them; no number that it has is negative, and 0 is a value like any other.
 */
public final class LlmCall extends InputRecord {

    /** Stands in an optional number for one that the event does not have. */
    public static final int ABSENT = -1;

    /** Stands for a provider or model that the event does not name. */
    public static final String UNKNOWN = "unknown";

    public String tenantId = "";
    public String provider = UNKNOWN;
    public String model = UNKNOWN;

    /** Answered from a cache, without reaching the provider; false when the event does not say. */
    public boolean cacheHit;

    public long tokensInput = ABSENT;
    public long tokensOutput = ABSENT;

    /** Whole milliseconds, rounded half-even. */
    public long latencyMillis = ABSENT;

    /** In billionths of a US dollar; {@link #ABSENT} means that the call is not priced. */
    public long costNanoUsd = ABSENT;

    /** True when the event does not say. */
    public boolean success = true;

    /** The part of {@link #tokensInput} that the provider had cached. */
    public long tokensCached = ABSENT;

    /** The part of {@link #tokensOutput} that went into reasoning. */
    public long tokensReasoning = ABSENT;

    /** Time to the first token in milliseconds, with its fraction. */
    public double ttftMillis = ABSENT;

    /** Reads the fields of a call, in the order in which they are judged. */
    public static final class Decoder extends JsonEventDecoder<LlmCall> {

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

        public Decoder(DecodeLimits limits) {
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
            return text == null ? UNKNOWN : text;
        }
    }
}
