package io.matih.streaming.endtoend.faults;

import io.matih.streaming.endtoend.MetricsTable;
import io.matih.streaming.iceberg.FlinkCommit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.util.SnapshotUtil;
import org.jspecify.annotations.Nullable;

/** Reads on in the history of a table from where it came last: every file of every new snapshot. */
final class TableTail implements AutoCloseable {

    private final RESTCatalog catalog = new RESTCatalog();
    private final TableIdentifier name;
    private final Set<String> checkpoints = new HashSet<>();
    private final List<String> doubledCheckpoints = new ArrayList<>();

    private @Nullable Table table;
    private @Nullable Long last;
    private long newestCheckpoint;

    TableTail(URI address, String table) {
        this.name = TableIdentifier.of("matih_analytics", table);
        catalog.setConf(new Configuration());
        catalog.initialize("fault-series", Map.of("uri", address.toString()));
    }

    /** Gives the rows that were added since the last call. A table that does not exist has none. */
    void read(Consumer<Map<String, String>> reader) {
        Table current = current();
        Snapshot newest = current == null ? null : current.currentSnapshot();
        if (current == null
                || newest == null
                || Long.valueOf(newest.snapshotId()).equals(last)) {
            return;
        }
        SnapshotUtil.ancestorsBetween(newest.snapshotId(), last, current::snapshot)
                .forEach(this::enter);
        IcebergGenerics.ScanBuilder added = IcebergGenerics.read(current);
        added = last == null ? added : added.appendsBetween(last, newest.snapshotId());
        try (CloseableIterable<Record> rows = added.build()) {
            rows.forEach(row -> reader.accept(MetricsTable.row(row)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        last = newest.snapshotId();
    }

    /** The newest checkpoint that is in a snapshot, as of the last reading; 0 before the first. */
    long newestCheckpoint() {
        return newestCheckpoint;
    }

    /** Checkpoints that are in more than one snapshot. */
    List<String> doubledCheckpoints() {
        return doubledCheckpoints;
    }

    /** How many rows the table has, all files read. */
    long rows() {
        Table current = current();
        long count = 0;
        if (current != null) {
            try (CloseableIterable<Record> rows = IcebergGenerics.read(current).build()) {
                for (Record ignored : rows) {
                    count++;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return count;
    }

    private @Nullable Table current() {
        if (table != null) {
            table.refresh();
        } else if (catalog.tableExists(name)) {
            table = catalog.loadTable(name);
        }
        return table;
    }

    private void enter(Snapshot snapshot) {
        FlinkCommit commit = FlinkCommit.of(snapshot);
        if (commit == null) {
            return;
        }
        newestCheckpoint = Math.max(newestCheckpoint, commit.checkpointId());
        String checkpoint = "checkpoint " + commit.checkpointId() + " of job " + commit.jobId();
        if (!checkpoints.add(checkpoint)) {
            doubledCheckpoints.add(checkpoint);
        }
    }

    @Override
    public void close() {
        try {
            catalog.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
