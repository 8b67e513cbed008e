package io.matih.streaming.cli.query;

import static io.matih.streaming.cli.query.DuckType.quoted;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;

/** The SQL that shows files under the columns of a schema, also while there is no file. */
final class TableView {

    private TableView() {}

    static String select(Schema schema, List<String> files) {
        return select(schema, files, "");
    }

    /** The same with the column {@code committed_at}. */
    static String selectWithCommits(Schema schema, Map<String, Instant> files) {
        if (files.isEmpty()) {
            return "SELECT *, NULL::TIMESTAMPTZ AS committed_at FROM (" + select(schema, List.of()) + ")";
        }
        String commits = files.entrySet().stream()
                .map(file -> "(" + literal(file.getKey()) + ", TIMESTAMPTZ '" + file.getValue() + "')")
                .collect(Collectors.joining(", "));
        return "SELECT * EXCLUDE (filename) FROM ("
                + select(schema, List.copyOf(files.keySet()), ", filename = true")
                + ") JOIN (VALUES " + commits + ") commits(filename, committed_at) USING (filename)";
    }

    private static String select(Schema schema, List<String> files, String options) {
        String columns = schema.columns().stream()
                .map(column -> "NULL::" + DuckType.of(column.type()) + " AS " + quoted(column.name()))
                .collect(Collectors.joining(", "));
        String empty = "SELECT " + columns + " WHERE false";
        if (files.isEmpty()) {
            return empty;
        }
        // By name, so that a file from before a column was added shows it as NULL.
        return empty + " UNION ALL BY NAME SELECT * FROM read_parquet(["
                + files.stream().map(TableView::literal).collect(Collectors.joining(", "))
                + "], union_by_name = true, hive_partitioning = false" + options + ")";
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
