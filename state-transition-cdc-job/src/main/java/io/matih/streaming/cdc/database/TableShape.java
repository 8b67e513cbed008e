package io.matih.streaming.cdc.database;

import io.matih.streaming.cdc.change.SourceColumn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a captured table must be like.
 *
 * @param columns those that are needed, in the order in which they are checked
 * @param key the columns of the primary key
 */
public record TableShape(Map<String, Kind> columns, List<String> key) {

    /** The table of state transitions. */
    static final TableShape TRANSITIONS = transitions();

    private static final Set<String> KEY_TEXTS = Set.of("text", "varchar");
    private static final Set<String> TEXTS = Set.of("text", "varchar", "bpchar");
    private static final Set<String> DOCUMENTS = Set.of("json", "jsonb");
    private static final Set<String> TIMESTAMPS = Set.of("timestamp", "timestamptz");

    /** What a column holds. */
    public enum Kind {
        /** Part of the primary key. */
        KEY_TEXT("text"),
        TEXT("text"),
        /** A text, whether the database knows what is in it or not. */
        DOCUMENT("text"),
        /** One without time zone is in UTC. */
        TIMESTAMP("timestamp");

        /** The type, for a message. */
        final String expected;

        Kind(String expected) {
            this.expected = expected;
        }

        boolean fits(String type) {
            return switch (this) {
                case KEY_TEXT -> KEY_TEXTS.contains(type);
                case TEXT -> TEXTS.contains(type);
                case DOCUMENT -> TEXTS.contains(type) || DOCUMENTS.contains(type);
                case TIMESTAMP -> TIMESTAMPS.contains(type);
            };
        }
    }

    private static TableShape transitions() {
        Map<String, Kind> columns = new LinkedHashMap<>();
        SourceColumn.all().forEach(column -> columns.put(column, Kind.TEXT));
        columns.put(SourceColumn.ID, Kind.KEY_TEXT);
        columns.put(SourceColumn.METADATA, Kind.DOCUMENT);
        columns.put(SourceColumn.CREATED_AT, Kind.TIMESTAMP);
        return new TableShape(columns, List.of(SourceColumn.ID));
    }
}
