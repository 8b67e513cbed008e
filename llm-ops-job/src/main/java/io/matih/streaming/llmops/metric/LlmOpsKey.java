package io.matih.streaming.llmops.metric;

/** What one row is about, besides its window. */
public record LlmOpsKey(String tenantId, String provider, String model) {

    /** Decides which task holds a key's state, so it is written out: it must be the same in every JVM. */
    @Override
    public int hashCode() {
        return 31 * (31 * tenantId.hashCode() + provider.hashCode()) + model.hashCode();
    }
}
