package io.matih.streaming.cli.query;

import static io.matih.streaming.cli.query.DuckType.quoted;

import io.matih.streaming.cli.Refusal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/**
 * SQL over the current files of tables, in a DuckDB of its own in memory. Every table is a view under its name and under
 * {@code namespace.name}; times are UTC. Not for concurrent use.
 */
public final class LakeQuery implements AutoCloseable {

    private final Connection connection;

    private LakeQuery(Connection connection) {
        this.connection = connection;
    }

    /** Sees the tables as they are now. */
    public static LakeQuery over(List<Table> tables) throws SQLException {
        LakeQuery query = new LakeQuery(DriverManager.getConnection("jdbc:duckdb:"));
        query.execute("SET TimeZone = 'UTC'");
        Set<String> names = new HashSet<>();
        for (Table table : tables) {
            query.addView(table, names);
        }
        return query;
    }

    /** Sees these files only, as the view {@link #viewOf}. */
    public static LakeQuery overFiles(Table table, List<String> files) throws SQLException {
        LakeQuery query = new LakeQuery(DriverManager.getConnection("jdbc:duckdb:"));
        query.execute("SET TimeZone = 'UTC'");
        query.execute("CREATE VIEW " + viewOf(table) + " AS " + TableView.select(table.schema(), files));
        return query;
    }

    /** The same with one more column, {@code committed_at}: when the file was committed that a row is in. */
    public static LakeQuery overCommits(Table table, Map<String, Instant> files) throws SQLException {
        LakeQuery query = over(List.of());
        query.execute("CREATE VIEW " + viewOf(table) + " AS " + TableView.selectWithCommits(table.schema(), files));
        return query;
    }

    /** The table's name without its namespace, as it stands in SQL. */
    public static String viewOf(Table table) {
        return quoted(table.name().substring(table.name().lastIndexOf('.') + 1));
    }

    private void addView(Table table, Set<String> names) throws SQLException {
        String[] path = table.name().split("\\.", -1);
        String name = path[path.length - 1];
        String select = TableView.select(table.schema(), TableFiles.of(table));
        if (path.length > 1) {
            String schema = quoted(path[path.length - 2]);
            execute("CREATE SCHEMA IF NOT EXISTS " + schema);
            execute("CREATE VIEW " + schema + "." + quoted(name) + " AS " + select);
        }
        if (names.add(name)) {
            execute("CREATE VIEW " + quoted(name) + " AS " + select);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * The rows of a query.
     *
     * @throws Refusal with the database's words when the query is wrong
     */
    public QueryResult rows(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            ResultSetMetaData metaData = result.getMetaData();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= metaData.getColumnCount(); i++) {
                columns.add(metaData.getColumnLabel(i));
            }
            List<List<@Nullable Object>> rows = new ArrayList<>();
            while (result.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    row.add(CellValue.of(result.getObject(i)));
                }
                rows.add(row);
            }
            return new QueryResult(columns, rows);
        } catch (SQLException wrong) {
            throw new Refusal("SQL: " + String.valueOf(wrong.getMessage()).strip(), wrong);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
