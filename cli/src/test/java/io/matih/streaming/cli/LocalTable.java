package io.matih.streaming.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Types;

/** A table whose metadata is in memory and whose files are written by DuckDB. */
public final class LocalTable {

    public static final Schema SCHEMA = new Schema(
            Types.NestedField.required(1, "window_start", Types.TimestampType.withZone()),
            Types.NestedField.required(2, "window_end", Types.TimestampType.withZone()),
            Types.NestedField.required(3, "model", Types.StringType.get()),
            Types.NestedField.optional(4, "total_requests", Types.LongType.get()),
            Types.NestedField.optional(5, "failures", Types.LongType.get()),
            Types.NestedField.optional(6, "total_cost_usd", Types.DecimalType.of(18, 9)),
            Types.NestedField.optional(7, "latency_tdigest", Types.BinaryType.get()),
            Types.NestedField.optional(
                    8,
                    "top",
                    Types.ListType.ofOptional(
                            9,
                            Types.StructType.of(
                                    Types.NestedField.optional(10, "value", Types.StringType.get()),
                                    Types.NestedField.optional(11, "count", Types.LongType.get())))));

    private final Path directory;
    private final Table table;
    private int files;

    private LocalTable(Path directory, Table table) {
        this.directory = directory;
        this.table = table;
    }

    public static LocalTable in(Path directory) {
        return in(directory, SCHEMA);
    }

    public static LocalTable in(Path directory, Schema schema) {
        InMemoryCatalog catalog = new InMemoryCatalog();
        catalog.initialize("test", Map.of());
        catalog.createNamespace(Namespace.of("lake"));
        return new LocalTable(directory, catalog.createTable(TableIdentifier.of("lake", "calls"), schema));
    }

    public Table table() {
        return table;
    }

    /** Commits a file with the rows of a query whose columns are named as the table's. */
    public void append(String query) throws Exception {
        Path file = directory.resolve("file " + files + ".parquet");
        files++;
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
        }
        table.newAppend()
                .appendFile(DataFiles.builder(PartitionSpec.unpartitioned())
                        .withPath(file.toUri().toString().replace("%20", " "))
                        .withFileSizeInBytes(Files.size(file))
                        .withRecordCount(1)
                        .build())
                .commit();
        table.refresh();
    }

    /** Commits that no row is left. */
    public void deleteAll() {
        table.newDelete().deleteFromRowFilter(Expressions.alwaysTrue()).commit();
        table.refresh();
    }

    /** A query for {@link #append}: one window of 15 minutes of one model. */
    public static String window(String start, String model, long requests, long failures, String cost) {
        return "SELECT TIMESTAMPTZ '" + start + "' AS window_start, TIMESTAMPTZ '" + start
                + "' + INTERVAL 15 MINUTE AS window_end, '" + model + "' AS model, " + requests
                + "::BIGINT AS total_requests, " + failures + "::BIGINT AS failures, " + cost
                + "::DECIMAL(18,9) AS total_cost_usd, NULL::BLOB AS latency_tdigest";
    }
}
