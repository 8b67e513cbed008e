package io.matih.streaming.benchmark.sidebyside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.io.CloseableIterable;

/** The table that a contender wrote. */
final class ResultTable {

    static final String NAMESPACE = "matih_analytics";

    private final Table table;
    private final SqlQuery query;

    private ResultTable(Table table, SqlQuery query) {
        this.table = table;
        this.query = query;
    }

    /** Opens the table of a run, which exists since its job was defined. */
    static ResultTable of(RunSettings run) {
        SqlQuery query = run.stream().query();
        return new ResultTable(
                catalog(run).loadCatalog().loadTable(TableIdentifier.of(NAMESPACE, query.table())), query);
    }

    /** A catalog in the run's own folder; the same kind for all contenders. */
    static CatalogLoader catalog(RunSettings run) {
        return CatalogLoader.hadoop("lake", new Configuration(), Map.of("warehouse", run.warehouse()));
    }

    /** How many rows are committed. */
    long rows() {
        table.refresh();
        Snapshot snapshot = table.currentSnapshot();
        return snapshot == null ? 0 : Long.parseLong(snapshot.summary().getOrDefault("total-records", "0"));
    }

    /** The rows by window and key. */
    Map<String, ResultRow> byKey() {
        table.refresh();
        Map<String, ResultRow> rows = new TreeMap<>();
        try (CloseableIterable<Record> records = IcebergGenerics.read(table).build()) {
            for (Record record : records) {
                ResultRow row = ResultRow.of(record, query);
                if (rows.put(row.key(), row) != null) {
                    throw new IllegalStateException("row " + row.key() + ": expected once, but came again");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }
}
