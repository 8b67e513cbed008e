package io.matih.streaming.agentperformance.metric;

import io.matih.streaming.agentperformance.event.AgentTrace;

/** What one row is about, besides its window. */
public record AgentPerformanceKey(String tenantId, String agentId) {

    /** The key of a trace. */
    public static AgentPerformanceKey of(AgentTrace trace) {
        return new AgentPerformanceKey(trace.tenantId, trace.agentId);
    }

    /** Decides which task holds a key's state, so it is written out: it must be the same in every JVM. */
    @Override
    public int hashCode() {
        return 31 * tenantId.hashCode() + agentId.hashCode();
    }
}
