package io.matih.streaming.sessionanalytics.event;

import io.matih.streaming.decode.DecodeLimits;
import io.matih.streaming.decode.FieldSet;
import io.matih.streaming.decode.JsonEventDecoder;
import io.matih.streaming.decode.JsonFields;
import io.matih.streaming.record.InputRecord;
import io.matih.streaming.text.Utf8Text;
import java.io.Serializable;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One change of a session's state.
 *
 * <p>The fields have a meaning only when the outcome is accepted. The numbers are {@link #ABSENT} when the event does not have
 * them; 0 is a value like any other.
 */
public final class SessionTransition extends InputRecord {

    /** Stands for a number that the event does not have. */
    public static final int ABSENT = -1;

    public String tenantId = "";
    public Utf8Text sessionId = new Utf8Text();

    /** Whether the state that the session came to is one of success, of failure, of being given up; none or several. */
    public boolean completed;

    public boolean failed;
    public boolean abandoned;

    /** Who brought it about; null when nobody is named, or the system. */
    public @Nullable Utf8Text userId;

    /** The next four are from the metadata. */
    public long durationMillis = ABSENT;

    public long turns = ABSENT;
    public @Nullable String agentId;
    public @Nullable String intent;

    /**
     * What the words in an event mean.
     *
     * @param entityType events of this type are kept, all others are filtered
     * @param completedStates states in which a session has reached its end
     * @param failedStates states in which a session has failed
     * @param abandonedStates states in which a session was given up
     * @param systemActors who brings about changes without being a user
     */
    public record Vocabulary(
            String entityType,
            Set<String> completedStates,
            Set<String> failedStates,
            Set<String> abandonedStates,
            Set<String> systemActors)
            implements Serializable {}

    /** Reads the fields of a transition, in the order in which they are judged. */
    public static final class Decoder extends JsonEventDecoder<SessionTransition> {

        private static final FieldSet FIELDS = FieldSet.of(
                "entity_type", "tenant_id", "entity_id", "to_state", "triggered_by", "metadata", "timestamp");

        private static final int ENTITY_TYPE = FIELDS.indexOf("entity_type");
        private static final int TENANT_ID = FIELDS.indexOf("tenant_id");
        private static final int ENTITY_ID = FIELDS.indexOf("entity_id");
        private static final int TO_STATE = FIELDS.indexOf("to_state");
        private static final int TRIGGERED_BY = FIELDS.indexOf("triggered_by");
        private static final int METADATA = FIELDS.indexOf("metadata");
        private static final int TIMESTAMP = FIELDS.indexOf("timestamp");

        private static final FieldSet METADATA_FIELDS = FieldSet.of("duration_ms", "turn_count", "agent_id", "intent");

        private static final int DURATION_MS = METADATA_FIELDS.indexOf("duration_ms");
        private static final int TURN_COUNT = METADATA_FIELDS.indexOf("turn_count");
        private static final int AGENT_ID = METADATA_FIELDS.indexOf("agent_id");
        private static final int INTENT = METADATA_FIELDS.indexOf("intent");

        private final Vocabulary vocabulary;
        private final Set<Utf8Text> systemActors;

        public Decoder(Vocabulary vocabulary, DecodeLimits limits) {
            super(FIELDS, limits);
            this.vocabulary = vocabulary;
            systemActors = vocabulary.systemActors.stream().map(Utf8Text::of).collect(Collectors.toUnmodifiableSet());
        }

        @Override
        protected void read(JsonFields fields, SessionTransition transition) {
            if (!fields.requiredTextOfAnyLength(ENTITY_TYPE).equals(vocabulary.entityType)) {
                transition.filter();
                return;
            }
            transition.tenantId = fields.requiredText(TENANT_ID);
            transition.sessionId = fields.requiredUtf8(ENTITY_ID);
            readState(fields.requiredTextOfAnyLength(TO_STATE), transition);
            transition.userId = user(fields.optionalUtf8(TRIGGERED_BY));
            readMetadata(fields.embeddedObject(METADATA, METADATA_FIELDS), transition);
            transition.eventTimeMillis = fields.requiredTimestampMillis(TIMESTAMP);
        }

        private void readState(String state, SessionTransition transition) {
            transition.completed = vocabulary.completedStates.contains(state);
            transition.failed = vocabulary.failedStates.contains(state);
            transition.abandoned = vocabulary.abandonedStates.contains(state);
        }

        private @Nullable Utf8Text user(@Nullable Utf8Text actor) {
            return actor == null || systemActors.contains(actor) ? null : actor;
        }

        private static void readMetadata(JsonFields metadata, SessionTransition transition) {
            transition.durationMillis = metadata.optionalInteger(DURATION_MS);
            transition.turns = metadata.optionalInteger(TURN_COUNT);
            transition.agentId = metadata.optionalText(AGENT_ID);
            transition.intent = metadata.optionalText(INTENT);
            transition.unreadableValues = metadata.faultCount();
        }
    }
}
