package io.matih.streaming.platform.generator.session;

import io.matih.streaming.platform.generator.Chance;
import io.matih.streaming.platform.generator.JsonFields;
import io.matih.streaming.platform.generator.TimestampForms;
import java.util.List;

/** Makes up one event of a session: most say in their metadata what it is about, and some say it in an unusual way. */
final class SessionFields {

    private static final List<String> OPTIONAL = List.of("event_type", "from_state", "triggered_by", "metadata");
    private static final List<String> UNREADABLE =
            List.of("\"n/a\"", "\"{'intent': 'refund'}\"", "\"{\\\"turn_count\\\": 3\"", "[]", "17");

    private static final double BY_SYSTEM = 0.2;
    private static final double AS_OBJECT = 0.1;
    private static final double WITHOUT_METADATA = 0.03;
    private static final double UNREADABLE_METADATA = 0.01;
    private static final double BAD_MEMBER = 0.01;

    private SessionFields() {}

    static JsonFields of(SessionStep step, long eventMillis, Chance chance) {
        Session session = step.session();
        boolean bySystem = chance.happens(BY_SYSTEM) || (step.isEnd() && session.isEndedBySystem());

        JsonFields fields = new JsonFields();
        fields.text("event_id", chance.hexadecimal());
        fields.text("event_type", "state_changed");
        fields.text("tenant_id", session.tenant().id());
        fields.text("entity_type", "session_phase");
        fields.text("entity_id", session.id());
        fields.text("from_state", step.fromState());
        fields.text("to_state", step.toState());
        fields.text("triggered_by", bySystem ? "system" : session.userId());
        addMetadata(fields, metadata(step, chance), chance);
        fields.text("timestamp", TimestampForms.anyOf(eventMillis, chance));
        fields.leaveOutOneOf(OPTIONAL, chance);
        return fields;
    }

    private static JsonFields metadata(SessionStep step, Chance chance) {
        Session session = step.session();
        JsonFields metadata = new JsonFields();
        if (step.stage() > 0) {
            metadata.literal("turn_count", Integer.toString(step.stage() * 2));
            metadata.text("intent", session.intent());
        }
        if (step.isEnd()) {
            metadata.literal("duration_ms", Long.toString(session.durationMillis()));
        }
        metadata.text("agent_id", session.agentAt(step.stage()));
        metadata.text("channel", chance.oneOf(List.of("web", "phone", "mail")));
        if (chance.happens(BAD_MEMBER)) {
            metadata.literal("turn_count", "\"many\"");
        }
        return metadata;
    }

    private static void addMetadata(JsonFields fields, JsonFields metadata, Chance chance) {
        if (chance.happens(WITHOUT_METADATA)) {
            return;
        }
        if (chance.happens(UNREADABLE_METADATA)) {
            fields.literal("metadata", chance.oneOf(UNREADABLE));
        } else if (chance.happens(AS_OBJECT)) {
            fields.object("metadata", metadata);
        } else {
            fields.objectAsText("metadata", metadata);
        }
    }
}
