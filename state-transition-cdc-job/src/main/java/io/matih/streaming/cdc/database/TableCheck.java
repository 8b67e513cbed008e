package io.matih.streaming.cdc.database;

import io.matih.streaming.cdc.change.SourceColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the captured table has the columns, the key and the replica identity that the log is made of. */
final class TableCheck {

    private static final Set<String> TEXT_TYPES = Set.of("text", "varchar", "bpchar");
    private static final Set<String> DOCUMENT_TYPES = Set.of("json", "jsonb");
    private static final Set<String> TIMESTAMP_TYPES = Set.of("timestamp", "timestamptz");
    private static final Set<String> KEY_TYPES = Set.of("text", "varchar");

    private final Query query;
    private final Capture capture;
    private final List<String> problems = new ArrayList<>();

    TableCheck(Query query, Capture capture) {
        this.query = query;
        this.capture = capture;
    }

    List<String> problems() throws SQLException {
        List<String> kinds = query.texts(
                """
                SELECT c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = ? AND c.relname = ?""",
                capture.schema(),
                capture.table());
        if (kinds.isEmpty()) {
            return List.of("table %s does not exist".formatted(capture.tableName()));
        }
        if (!kinds.get(0).equals("r")) {
            return List.of("%s: expected an ordinary table".formatted(capture.tableName()));
        }
        checkPrivilege();
        checkColumns();
        checkKey();
        checkIdentity();
        return problems;
    }

    private void checkPrivilege() throws SQLException {
        if (!query.yes(
                "SELECT has_schema_privilege(?, 'USAGE') AND has_table_privilege(?, 'SELECT')",
                capture.schema(),
                capture.quotedTable())) {
            problems.add("table %s: expected the privilege to read it; GRANT USAGE ON SCHEMA %s and GRANT SELECT ON %s"
                    .formatted(capture.tableName(), capture.schema(), capture.tableName()));
        }
    }

    private void checkColumns() throws SQLException {
        Map<String, String> types = new HashMap<>();
        for (String column : query.texts(
                """
                SELECT a.attname || ' ' || t.typname FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped""",
                capture.quotedTable())) {
            int blank = column.lastIndexOf(' ');
            types.put(column.substring(0, blank), column.substring(blank + 1));
        }
        for (String column : SourceColumn.all()) {
            checkColumn(column, types.get(column));
        }
    }

    private void checkColumn(String column, @Nullable String type) {
        String expected = expected(column);
        if (type == null) {
            problems.add("table %s: expected a column %s of type %s, but it is missing"
                    .formatted(capture.tableName(), column, expected));
        } else if (!fits(column, type)) {
            problems.add("table %s: expected column %s of type %s, but it is %s"
                    .formatted(capture.tableName(), column, expected, type));
        }
    }

    private static String expected(String column) {
        return column.equals(SourceColumn.CREATED_AT) ? "timestamp" : "text";
    }

    private static boolean fits(String column, String type) {
        return switch (column) {
            case SourceColumn.CREATED_AT -> TIMESTAMP_TYPES.contains(type);
            case SourceColumn.ID -> KEY_TYPES.contains(type);
            case SourceColumn.METADATA -> TEXT_TYPES.contains(type) || DOCUMENT_TYPES.contains(type);
            default -> TEXT_TYPES.contains(type);
        };
    }

    private void checkKey() throws SQLException {
        List<String> key = query.texts(
                """
                SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
                WHERE i.indrelid = ?::regclass AND i.indisprimary ORDER BY a.attnum""",
                capture.quotedTable());
        if (!key.equals(List.of(SourceColumn.ID))) {
            problems.add("table %s: expected the primary key (id), but it is (%s)"
                    .formatted(capture.tableName(), String.join(", ", key)));
        }
    }

    private void checkIdentity() throws SQLException {
        if (!query.yes("SELECT relreplident = 'f' FROM pg_class WHERE oid = ?::regclass", capture.quotedTable())) {
            problems.add(
                    ("table %s: expected REPLICA IDENTITY FULL, because without it deleted rows and unchanged long values"
                                    + " are not in the change stream; ALTER TABLE %s REPLICA IDENTITY FULL")
                            .formatted(capture.tableName(), capture.tableName()));
        }
    }
}
