package io.matih.streaming.cdc.database;

import java.io.Serializable;

/**
 * What is captured, and by which slot and publication.
 *
 * @param schema of the table
 * @param table without its schema
 */
public record Capture(String schema, String table, String slot, String publication) implements Serializable {

    /** The table for a message, such as {@code public.orders}. */
    public String tableName() {
        return schema + "." + table;
    }

    /** The table for a statement, quoted. */
    public String quotedTable() {
        return quoted(schema) + "." + quoted(table);
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
