package io.matih.streaming.agentperformance.event;

import io.matih.streaming.decode.DecodeLimits;
import io.matih.streaming.decode.FieldSet;
import io.matih.streaming.decode.JsonEventDecoder;
import io.matih.streaming.decode.JsonFields;
import io.matih.streaming.record.InputRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record of the topic of agents' names: an agent's name from a moment on, or, with an event time and no agent, the promise
 * that all names that are valid from then on or before have been read.
 */
public final class AgentDefinition extends InputRecord {

    private static final long NO_EVENT_TIME = Long.MIN_VALUE;

    /** Whether this is a name; the four fields below have a meaning only then. */
    public boolean isVersion;

    public String tenantId = "";
    public String agentId = "";

    /** Null when the agent has none from then on. */
    public @Nullable String name;

    public long validFromMillis;

    /** Reads a record of either kind. */
    public static final class Decoder extends JsonEventDecoder<AgentDefinition> {

        private static final FieldSet FIELDS =
                FieldSet.of("complete_until", "tenant_id", "agent_id", "name", "valid_from");

        private static final int COMPLETE_UNTIL = FIELDS.indexOf("complete_until");
        private static final int TENANT_ID = FIELDS.indexOf("tenant_id");
        private static final int AGENT_ID = FIELDS.indexOf("agent_id");
        private static final int NAME = FIELDS.indexOf("name");
        private static final int VALID_FROM = FIELDS.indexOf("valid_from");

        public Decoder(DecodeLimits limits) {
            super(FIELDS, limits);
        }

        @Override
        protected void read(JsonFields fields, AgentDefinition definition) {
            definition.isVersion = !fields.hasText(COMPLETE_UNTIL);
            if (definition.isVersion) {
                definition.eventTimeMillis = NO_EVENT_TIME;
                definition.tenantId = fields.requiredText(TENANT_ID);
                definition.agentId = fields.requiredText(AGENT_ID);
                definition.name = fields.optionalText(NAME);
                definition.validFromMillis = fields.requiredTimestampMillis(VALID_FROM);
            } else {
                definition.eventTimeMillis = fields.requiredTimestampMillis(COMPLETE_UNTIL);
            }
        }
    }
}
