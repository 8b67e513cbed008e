package io.matih.streaming.llmops.metric;

import io.matih.streaming.llmops.event.LlmCall;
import org.jspecify.annotations.Nullable;

/** What one row is about, besides its window. */
public record LlmOpsKey(String tenantId, String provider, String model) {

    /** The key of a call. */
    public static LlmOpsKey of(LlmCall call) {
        return new LlmOpsKey(call.tenantId, call.provider, call.model);
    }

    /** Written out because the one that a record comes with is called for each event and not inlined there. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LlmOpsKey that
                && tenantId.equals(that.tenantId)
                && provider.equals(that.provider)
                && model.equals(that.model);
    }

    /** Decides which task holds a key's state, so it is written out: it must be the same in every JVM. */
    @Override
    public int hashCode() {
        return 31 * (31 * tenantId.hashCode() + provider.hashCode()) + model.hashCode();
    }
}
