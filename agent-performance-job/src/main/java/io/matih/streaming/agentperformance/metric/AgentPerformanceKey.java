package io.matih.streaming.agentperformance.metric;

import io.matih.streaming.agentperformance.event.AgentTrace;
import org.jspecify.annotations.Nullable;

/** What one row is about, besides its window. */
public record AgentPerformanceKey(String tenantId, String agentId) {

    /** The key of a trace. */
    public static AgentPerformanceKey of(AgentTrace trace) {
        return new AgentPerformanceKey(trace.tenantId, trace.agentId);
    }

    /** Written out because the one that a record comes with is called for each event and not inlined there. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AgentPerformanceKey that
                && tenantId.equals(that.tenantId)
                && agentId.equals(that.agentId);
    }

    /** Decides which task holds a key's state, so it is written out: it must be the same in every JVM. */
    @Override
    public int hashCode() {
        return 31 * tenantId.hashCode() + agentId.hashCode();
    }
}
