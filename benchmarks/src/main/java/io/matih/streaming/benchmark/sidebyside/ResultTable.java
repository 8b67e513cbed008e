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
    static final String NAME = "llm_operations_metrics";

    private final Table table;

    private ResultTable(Table table) {
        this.table = table;
    }

    /** Opens the table of a run, which exists since its job was defined. */
    static ResultTable of(RunSettings run) {
        return new ResultTable(catalog(run).loadCatalog().loadTable(TableIdentifier.of(NAMESPACE, NAME)));
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

    /** The rows by window, tenant, provider and model. */
    Map<String, ResultRow> byKey() {
        table.refresh();
        Map<String, ResultRow> rows = new TreeMap<>();
        try (CloseableIterable<Record> records = IcebergGenerics.read(table).build()) {
            for (Record record : records) {
                ResultRow row = ResultRow.of(record);
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
