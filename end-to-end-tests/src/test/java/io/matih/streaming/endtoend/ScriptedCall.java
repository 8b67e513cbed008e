package io.matih.streaming.endtoend;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a good record says, as its author meant it; null where it says nothing. */
public record ScriptedCall(
        String tenant,
        @Nullable String provider,
        @Nullable String model,
        @Nullable Boolean cacheHit,
        @Nullable Boolean success,
        @Nullable Long tokensInput,
        @Nullable Long tokensOutput,
        @Nullable Long tokensCached,
        @Nullable Long tokensReasoning,
        @Nullable BigDecimal latency,
        @Nullable BigDecimal cost,
        @Nullable BigDecimal ttft,
        long eventTimeMillis) {}
