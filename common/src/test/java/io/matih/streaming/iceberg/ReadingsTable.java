package io.matih.streaming.iceberg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.sink.RowDataTaskWriterFactory;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.TaskWriter;

/** A table of readings with the sink's own file writer and a reader. */
final class ReadingsTable {

    static final String NAMESPACE = "matih_analytics";
    static final TableIdentifier IDENTIFIER = TableIdentifier.of(NAMESPACE, "readings");

    private final CatalogLoader catalog;

    ReadingsTable(CatalogLoader catalog) {
        this.catalog = catalog;
        new TableSetup(catalog.loadCatalog(), NAMESPACE).ensure(Reading.TABLE);
    }

    FencedTableLoader loader() {
        return new FencedTableLoader(catalog, IDENTIFIER, Duration.ofMinutes(30), Clock.systemUTC());
    }

    /** The table without a fence. */
    Table plain() {
        return catalog.loadCatalog().loadTable(IDENTIFIER);
    }

    /** Writes rows as the sink does. */
    DataFile write(Reading... rows) {
        Table table = loader().loadTable();
        RowDataTaskWriterFactory factory = new RowDataTaskWriterFactory(
                table,
                FlinkSchemaUtil.convert(table.schema()),
                128L << 20,
                FileFormat.PARQUET,
                table.properties(),
                List.of(),
                false);
        factory.initialize(0, 0);
        RowMapper<Reading> mapper = new RowMapper<>(Reading.TABLE, table.schema());
        try (TaskWriter<RowData> writer = factory.create()) {
            for (Reading row : rows) {
                writer.write(mapper.map(row));
            }
            return writer.complete().dataFiles()[0];
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A commit as the sink's committer makes it. */
    static void commit(Table table, String jobId, long checkpointId, DataFile file) {
        AppendFiles append = table.newAppend().appendFile(file);
        append.set("flink.max-committed-checkpoint-id", Long.toString(checkpointId));
        append.set("flink.job-id", jobId);
        append.set("flink.operator-id", "operator");
        append.commit();
    }

    /** A commit of somebody else, such as a compaction. */
    void commitOfAnotherWriter(DataFile file) {
        plain().newAppend().appendFile(file).commit();
    }

    /** All rows, read out of the files that the current snapshot refers to. */
    List<Record> records() {
        try (CloseableIterable<Record> records = IcebergGenerics.read(plain()).build()) {
            List<Record> all = new ArrayList<>();
            records.forEach(record -> all.add(record.copy()));
            return all;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The tenants of all rows, sorted: one entry for each row. */
    List<String> tenants() {
        return records().stream()
                .map(record -> (String) record.getField("tenant_id"))
                .sorted()
                .toList();
    }
}
