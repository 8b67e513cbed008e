package io.matih.streaming.platform.generator.agent;

import io.matih.streaming.platform.generator.Chance;
import io.matih.streaming.platform.generator.JsonFields;
import io.matih.streaming.platform.generator.Tenant;
import io.matih.streaming.platform.generator.TimestampForms;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/** Makes up one trace: an agent of a tenant works for a session, uses tools, and now and then fails. */
final class AgentTraceFields {

    private static final List<String> OPTIONAL =
            List.of("trace_id", "session_id", "latency_ms", "tokens_input", "tokens_output", "cost_usd", "tools_used");
    private static final List<String> ERRORS = List.of(
            "tool timed out", "context length exceeded", "rate limited", "no permission", "invalid tool arguments");

    /** Completed by its own account, but with an error text: no success. */
    private static final double COMPLETED_WITH_ERROR = 0.01;
    /** How much longer work takes that fails in the end. */
    private static final double FAILURE_DELAY = 2.5;

    private static final long SESSION_MILLIS = 20 * 60_000;
    private static final int COST_DIGITS = 9;

    private AgentTraceFields() {}

    static JsonFields of(Tenant tenant, long eventMillis, Chance chance) {
        AgentProfile agent = AgentProfile.at(chance.share());
        boolean failed = chance.happens(agent.failing());
        long input = Math.max(1, Math.round(chance.around(2_400, 0.9)));
        long output = failed ? 0 : Math.max(1, Math.round(chance.around(420, 0.8)));

        JsonFields fields = new JsonFields();
        fields.text("event_id", chance.hexadecimal());
        fields.text("event_type", "agent_trace");
        fields.text("trace_id", chance.hexadecimal());
        fields.text("session_id", sessionId(tenant, eventMillis, chance));
        fields.text("tenant_id", tenant.id());
        fields.text("agent_id", Agent.of(tenant, agent).id());
        fields.text("action", failed ? "failed" : "completed");
        addLatency(fields, agent, failed, chance);
        fields.literal("tokens_input", Long.toString(input));
        fields.literal("tokens_output", Long.toString(output));
        fields.literal("cost_usd", costText(agent, input + output));
        fields.literal("tools_used", array(agent.toolsUsed(chance)));
        if (failed || chance.happens(COMPLETED_WITH_ERROR)) {
            fields.text("error_message", chance.oneOf(ERRORS));
        } else {
            fields.literal("error_message", chance.oneOf(List.of("null", "\"\"")));
        }
        fields.text("timestamp", TimestampForms.anyOf(eventMillis, chance));
        fields.leaveOutOneOf(OPTIONAL, chance);
        return fields;
    }

    /** A session lasts a while and then others come, so that windows share some of their sessions. */
    private static String sessionId(Tenant tenant, long eventMillis, Chance chance) {
        long generation = Math.floorDiv(eventMillis + chance.below(SESSION_MILLIS), SESSION_MILLIS);
        return tenant.id() + "-session-" + generation + "-" + chance.below(400 / (tenant.rank() + 1));
    }

    private static void addLatency(JsonFields fields, AgentProfile agent, boolean failed, Chance chance) {
        double median = failed ? agent.latencyMillis() * FAILURE_DELAY : agent.latencyMillis();
        double latencyMillis = chance.around(median, agent.latencySpread());
        if (chance.happens(0.8)) {
            fields.literal("latency_ms", Long.toString(Math.round(latencyMillis)));
        } else {
            fields.tenths("latency_ms", latencyMillis);
        }
    }

    private static String costText(AgentProfile agent, long tokens) {
        return BigDecimal.valueOf(agent.usdPerThousandTokens())
                .multiply(BigDecimal.valueOf(tokens))
                .movePointLeft(3)
                .setScale(COST_DIGITS, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private static String array(List<String> texts) {
        return texts.stream().map(text -> "\"" + text + "\"").collect(Collectors.joining(",", "[", "]"));
    }
}
