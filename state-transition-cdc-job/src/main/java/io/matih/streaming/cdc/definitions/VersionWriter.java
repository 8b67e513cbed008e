package io.matih.streaming.cdc.definitions;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.matih.streaming.record.KeyedText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The records of the topic, as its readers know them. */
final class VersionWriter {

    /** The key of all progress records: only the newest is of use. */
    static final String PROGRESS_KEY = "complete_until";

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final ObjectMapper json = new ObjectMapper();

    /** An agent's name from a moment on; the same moment has the same key, so that writing it again changes nothing. */
    KeyedText version(DefinitionChange change, long validFromMillis) {
        String validFrom = text(validFromMillis);
        String key = json.createArrayNode()
                .add(change.tenantId)
                .add(change.agentId)
                .add(validFrom)
                .toString();
        ObjectNode value = json.createObjectNode()
                .put("tenant_id", change.tenantId)
                .put("agent_id", change.agentId)
                .put("name", change.name)
                .put("valid_from", validFrom);
        return new KeyedText(key, value.toString());
    }

    /** All versions that are valid from then on or before have been written. */
    KeyedText progress(long completeUntilMillis) {
        return new KeyedText(
                PROGRESS_KEY,
                json.createObjectNode()
                        .put(PROGRESS_KEY, text(completeUntilMillis))
                        .toString());
    }

    private static String text(long millis) {
        return MOMENT.format(Instant.ofEpochMilli(millis));
    }
}
