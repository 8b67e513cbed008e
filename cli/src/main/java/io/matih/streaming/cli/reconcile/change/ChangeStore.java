package io.matih.streaming.cli.reconcile.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Table and log side by side in a database file of their own, which is deleted at the end. However many rows there are, no
 * more than half a gigabyte of them is in memory.
 */
final class ChangeStore implements AutoCloseable {

    private static final String MEMORY = "512MB";
    private static final int KEPT = 1_000;

    private final Path directory;
    private final List<String> columns = new ArrayList<>();
    private final DuckDBConnection connection;

    ChangeStore(TrackedColumns tracked) throws IOException, SQLException {
        columns.addAll(tracked.texts());
        columns.addAll(tracked.timestamps());
        directory = Files.createTempDirectory("matih-reconcile");
        connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + directory.resolve("rows.duckdb"));
        execute("SET memory_limit = '" + MEMORY + "'");
        execute("SET preserve_insertion_order = false");
        execute("CREATE TABLE source_row (id VARCHAR, " + typed() + ")");
        execute(logTable());
    }

    private String logTable() {
        return "CREATE OR REPLACE TABLE log_row (id VARCHAR, op VARCHAR, lsn BIGINT, captured BIGINT, " + typed() + ")";
    }

    private String typed() {
        return columns.stream().map(column -> column + " VARCHAR").collect(Collectors.joining(", "));
    }

    /** Takes the rows of the table: its id, then the tracked columns as text. */
    void loadSource(ResultSet rows) throws SQLException {
        try (DuckDBAppender appender = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "source_row")) {
            while (rows.next()) {
                appender.beginRow();
                for (int i = 1; i <= columns.size() + 1; i++) {
                    append(appender, rows.getString(i));
                }
                appender.endRow();
            }
        }
    }

    /** Takes the log's rows in place of those that it took before. */
    void loadLog(LogRows log) throws SQLException {
        execute(logTable());
        try (DuckDBAppender appender = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "log_row")) {
            log.forEach(change -> {
                appender.beginRow();
                append(appender, change.id());
                append(appender, change.operation());
                append(appender, change.lsn());
                appender.append(change.capturedMicros());
                for (String value : change.values()) {
                    append(appender, value);
                }
                appender.endRow();
            });
        }
    }

    private static void append(DuckDBAppender appender, @Nullable String value) throws SQLException {
        if (value == null) {
            appender.appendNull();
        } else {
            appender.append(value);
        }
    }

    private static void append(DuckDBAppender appender, @Nullable Long value) throws SQLException {
        if (value == null) {
            appender.appendNull();
        } else {
            appender.append(value.longValue());
        }
    }

    /**
     * Replays the log and compares.
     *
     * <p>Changes of one id follow each other by their position in the database's log, because a row is locked until the
     * transaction that changed it has ended. What was captured before the newest snapshot of a row does not count.
     *
     * @param snapshots how often the job has read the whole table
     */
    ChangeDifferences compare(int snapshots) throws SQLException {
        execute("CREATE OR REPLACE TABLE newest AS WITH reads AS ("
                + "SELECT id, max(captured) AS read_at FROM log_row WHERE op = 'r' GROUP BY id) "
                + "SELECT log_row.* FROM log_row LEFT JOIN reads USING (id) "
                + "WHERE read_at IS NULL OR captured >= read_at "
                + "QUALIFY row_number() OVER (PARTITION BY id ORDER BY lsn DESC NULLS LAST) = 1");
        String changed = columns.stream()
                .map(column -> "CASE WHEN s." + column + " IS DISTINCT FROM l." + column + " THEN '" + column + "' END")
                .collect(Collectors.joining(", "));
        return new ChangeDifferences(
                count("SELECT count(*) FROM source_row"),
                count("SELECT count(*) FROM log_row"),
                found("SELECT s.id, CASE WHEN l.op = 'd' THEN 'deleted by the log, but in the table'"
                        + " ELSE 'in the table, but not in the log' END"
                        + " FROM source_row s LEFT JOIN newest l USING (id) WHERE l.id IS NULL OR l.op = 'd'"),
                found("SELECT l.id, 'not in the table, but the log''s last change is ' || l.op"
                        + " FROM newest l LEFT JOIN source_row s USING (id) WHERE s.id IS NULL AND l.op <> 'd'"),
                found("SELECT s.id, 'the log has another ' || concat_ws(', ', " + changed + ")"
                        + " FROM source_row s JOIN newest l USING (id) WHERE l.op <> 'd' AND concat_ws(', ', " + changed
                        + ") <> ''"),
                found("SELECT id, 'change ' || op || ' at ' || lsn || ' is in the log ' || count(*) || ' times'"
                        + " FROM log_row WHERE op <> 'r' GROUP BY id, op, lsn HAVING count(*) > 1 UNION ALL "
                        + "SELECT id, 'the row was read by ' || count(*) || ' snapshots of " + snapshots + "'"
                        + " FROM log_row WHERE op = 'r' GROUP BY id HAVING count(*) > " + snapshots));
    }

    private ChangeDifferences.Found found(String select) throws SQLException {
        List<ChangeDifferences.Row> first = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(select + " ORDER BY ALL LIMIT " + KEPT)) {
            while (rows.next()) {
                first.add(new ChangeDifferences.Row(rows.getString(1), rows.getString(2)));
            }
        }
        return new ChangeDifferences.Found(count("SELECT count(*) FROM (" + select + ")"), first);
    }

    private long count(String select) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(select)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        connection.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
