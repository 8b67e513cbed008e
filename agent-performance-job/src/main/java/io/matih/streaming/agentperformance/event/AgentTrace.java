package io.matih.streaming.agentperformance.event;

import io.matih.streaming.decode.DecodeLimits;
import io.matih.streaming.decode.FieldSet;
import io.matih.streaming.decode.JsonEventDecoder;
import io.matih.streaming.decode.JsonFields;
import io.matih.streaming.record.InputRecord;
import io.matih.streaming.text.Utf8Text;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work that an agent has ended, well or not.
 *
 * <p>The fields have a meaning only when the outcome is accepted. The optional numbers are {@link #ABSENT} when the event does not
 * have them; no number that it has is negative, and 0 is a value like any other.
 */
public final class AgentTrace extends InputRecord {

    /** Stands in an optional number for one that the event does not have. */
    public static final int ABSENT = -1;

    public String tenantId = "";
    public String agentId = "";

    /** The conversation that the work belongs to; null when the event does not say. */
    public @Nullable Utf8Text sessionId;

    /** The agent says that it has completed its work, and of no error. */
    public boolean success;

    /** Whole milliseconds, rounded half-even. */
    public long latencyMillis = ABSENT;

    public long tokensInput = ABSENT;
    public long tokensOutput = ABSENT;

    /** In billionths of a US dollar. */
    public long costNanoUsd = ABSENT;

    /** What it used, a tool as often as it is said; empty when the event says none. */
    public String[] tools = {};

    /** Reads the fields of a trace, in the order in which they are judged, the action first: it decides whose record it is. */
    public static final class Decoder extends JsonEventDecoder<AgentTrace> {

        private static final String COMPLETED = "completed";
        private static final String FAILED = "failed";

        private static final FieldSet FIELDS = FieldSet.of(
                "session_id",
                "tenant_id",
                "agent_id",
                "action",
                "latency_ms",
                "tokens_input",
                "tokens_output",
                "cost_usd",
                "tools_used",
                "error_message",
                "timestamp");

        private static final int SESSION_ID = FIELDS.indexOf("session_id");
        private static final int TENANT_ID = FIELDS.indexOf("tenant_id");
        private static final int AGENT_ID = FIELDS.indexOf("agent_id");
        private static final int ACTION = FIELDS.indexOf("action");
        private static final int LATENCY_MS = FIELDS.indexOf("latency_ms");
        private static final int TOKENS_INPUT = FIELDS.indexOf("tokens_input");
        private static final int TOKENS_OUTPUT = FIELDS.indexOf("tokens_output");
        private static final int COST_USD = FIELDS.indexOf("cost_usd");
        private static final int TOOLS_USED = FIELDS.indexOf("tools_used");
        private static final int ERROR_MESSAGE = FIELDS.indexOf("error_message");
        private static final int TIMESTAMP = FIELDS.indexOf("timestamp");

        public Decoder(DecodeLimits limits) {
            super(FIELDS, limits);
        }

        @Override
        protected void read(JsonFields fields, AgentTrace trace) {
            String action = fields.requiredTextOfAnyLength(ACTION);
            if (!action.equals(COMPLETED) && !action.equals(FAILED)) {
                trace.filter();
                return;
            }
            trace.sessionId = fields.optionalUtf8(SESSION_ID);
            trace.tenantId = fields.requiredText(TENANT_ID);
            trace.agentId = fields.requiredText(AGENT_ID);
            trace.latencyMillis = fields.optionalRoundedInteger(LATENCY_MS);
            trace.tokensInput = fields.optionalInteger(TOKENS_INPUT);
            trace.tokensOutput = fields.optionalInteger(TOKENS_OUTPUT);
            trace.costNanoUsd = fields.optionalMoneyNanos(COST_USD);
            trace.tools = fields.optionalTexts(TOOLS_USED);
            trace.success = !fields.hasText(ERROR_MESSAGE) && action.equals(COMPLETED);
            trace.eventTimeMillis = fields.requiredTimestampMillis(TIMESTAMP);
        }
    }
}
