package io.matih.streaming.cdc.database;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether the captured table has the columns, the key and the replica identity that a capture needs. */
final class TableCheck {

    private final Query query;
    private final Capture capture;
    private final TableShape shape;
    private final List<String> problems = new ArrayList<>();

    TableCheck(Query query, Capture capture, TableShape shape) {
        this.query = query;
        this.capture = capture;
        this.shape = shape;
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
        shape.columns().forEach((column, kind) -> checkColumn(column, kind, types.get(column)));
    }

    private void checkColumn(String column, TableShape.Kind kind, @Nullable String type) {
        if (type == null) {
            problems.add("table %s: expected a column %s of type %s, but it is missing"
                    .formatted(capture.tableName(), column, kind.expected));
        } else if (!kind.fits(type)) {
            problems.add("table %s: expected column %s of type %s, but it is %s"
                    .formatted(capture.tableName(), column, kind.expected, type));
        }
    }

    private void checkKey() throws SQLException {
        List<String> key = query.texts(
                """
                SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
                WHERE i.indrelid = ?::regclass AND i.indisprimary ORDER BY array_position(i.indkey::int2[], a.attnum)""",
                capture.quotedTable());
        if (!key.equals(shape.key())) {
            problems.add("table %s: expected the primary key (%s), but it is (%s)"
                    .formatted(capture.tableName(), String.join(", ", shape.key()), String.join(", ", key)));
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
