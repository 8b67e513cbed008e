package io.matih.streaming.benchmark.sidebyside;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Writes state changes of about 430 bytes: eight of ten carry their metadata as text, one as an object, one carries none. */
final class StateChangeWriter {

    static final String SESSION = "session_phase";

    private final Random random;
    private final JsonLine json = new JsonLine();

    StateChangeWriter(Random random) {
        this.random = random;
    }

    byte[] write(String entityType, ChatSession session) {
        return json.text("event_id", Long.toHexString(random.nextLong() | Long.MIN_VALUE))
                .text("event_type", "state_changed")
                .text("tenant_id", "tenant-", 10 + session.tenant)
                .text("entity_type", entityType)
                .text("entity_id", "session-", 1_000_000_000_000L + session.number)
                .text("from_state", session.from)
                .text("to_state", session.to)
                .text("triggered_by", triggeredBy(session))
                .text("trigger_reason", "message_received")
                .literal("metadata", metadata(session))
                .timestamp("timestamp", session.lastMillis)
                .toBytes();
    }

    private @Nullable String triggeredBy(ChatSession session) {
        int chance = session.to.equals("expired") ? 0 : random.nextInt(100);
        return chance < 12 ? "system" : chance < 15 ? null : "user-" + (100_000 + session.user);
    }

    private String metadata(ChatSession session) {
        int chance = random.nextInt(10);
        if (chance == 0) {
            return "null";
        }
        String object = "{\"duration_ms\":" + session.durationMillis() + ",\"turn_count\":" + session.turns
                + ",\"agent_id\":\"agent-" + (100 + session.agent) + "\",\"intent\":\"intent-" + (10 + session.intent)
                + "\",\"channel\":\"web\"}";
        return chance == 1 ? object : '"' + object.replace("\"", "\\\"") + '"';
    }
}
