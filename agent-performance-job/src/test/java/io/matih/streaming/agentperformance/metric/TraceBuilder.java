package io.matih.streaming.agentperformance.metric;

import io.matih.streaming.agentperformance.event.AgentTrace;
import io.matih.streaming.text.Utf8Text;

/** Traces for tests: successful, and without anything optional until said otherwise. */
final class TraceBuilder {

    private final AgentTrace trace = new AgentTrace();

    private TraceBuilder() {
        trace.tenantId = "acme";
        trace.agentId = "planner";
        trace.success = true;
        trace.accept();
    }

    static TraceBuilder aTrace() {
        return new TraceBuilder();
    }

    TraceBuilder failed() {
        trace.success = false;
        return this;
    }

    TraceBuilder latency(long millis) {
        trace.latencyMillis = millis;
        return this;
    }

    TraceBuilder tokens(long input, long output) {
        trace.tokensInput = input;
        trace.tokensOutput = output;
        return this;
    }

    TraceBuilder cost(long nanoUsd) {
        trace.costNanoUsd = nanoUsd;
        return this;
    }

    TraceBuilder session(String id) {
        trace.sessionId = Utf8Text.of(id);
        return this;
    }

    TraceBuilder tools(String... used) {
        trace.tools = used;
        return this;
    }

    AgentTrace build() {
        return trace;
    }
}
