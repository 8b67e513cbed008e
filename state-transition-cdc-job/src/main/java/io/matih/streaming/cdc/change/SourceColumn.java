package io.matih.streaming.cdc.change;

import java.util.List;
import java.util.stream.Stream;

/** The columns of the source table that the log knows. */
public final class SourceColumn {

    public static final String ID = "id";
    public static final String ENTITY_TYPE = "entity_type";
    public static final String ENTITY_ID = "entity_id";
    public static final String TENANT_ID = "tenant_id";
    public static final String FROM_STATE = "from_state";
    public static final String TO_STATE = "to_state";
    public static final String TRIGGERED_BY = "triggered_by";
    public static final String TRIGGER_REASON = "trigger_reason";
    public static final String METADATA = "metadata";
    public static final String CREATED_AT = "created_at";

    /** Those that hold a text. */
    public static final List<String> TEXTS = List.of(
            ID, ENTITY_TYPE, ENTITY_ID, TENANT_ID, FROM_STATE, TO_STATE, TRIGGERED_BY, TRIGGER_REASON, METADATA);

    /** Those that should always have a value; a row without one is written all the same, and counted. */
    public static final List<String> REQUIRED =
            List.of(ID, ENTITY_TYPE, ENTITY_ID, TENANT_ID, FROM_STATE, TO_STATE, CREATED_AT);

    private static final List<String> ALL =
            Stream.concat(TEXTS.stream(), Stream.of(CREATED_AT)).toList();

    private SourceColumn() {}

    /** All of them. */
    public static List<String> all() {
        return ALL;
    }

    /** Whether the log has a column for it. */
    public static boolean isKnown(String column) {
        return ALL.contains(column);
    }
}
