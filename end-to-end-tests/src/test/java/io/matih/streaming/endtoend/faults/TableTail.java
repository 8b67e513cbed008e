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
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.exceptions.RESTException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.util.SnapshotUtil;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** Reads on in the history of a table from where it came last: every file of every new snapshot. */
final class TableTail implements AutoCloseable {

    private final URI address;
    private final TableIdentifier name;
    private final Set<String> checkpoints = new HashSet<>();
    private final List<String> doubledCheckpoints = new ArrayList<>();

    private RESTCatalog catalog;
    private @Nullable Table table;
    private @Nullable Long last;
    private long newestCheckpoint;

    TableTail(URI address, String table) {
        this.name = TableIdentifier.of("matih_analytics", table);
        this.address = address;
        this.catalog = CatalogAccess.client(address);
    }

    /**
     * Gives the rows that were added since the last call. A table that does not exist has none.
     *
     * @throws IllegalStateException when catalog or files cannot be reached; then it has given no rows
     */
    void read(Consumer<Map<String, String>> reader) {
        Table current = current();
        Snapshot newest = current == null ? null : current.currentSnapshot();
        if (current == null
                || newest == null
                || Long.valueOf(newest.snapshotId()).equals(last)) {
            return;
        }
        IcebergGenerics.ScanBuilder scan = IcebergGenerics.read(current);
        List<Map<String, String>> added = new ArrayList<>();
        read(
                last == null ? scan : scan.appendsBetween(last, newest.snapshotId()),
                row -> added.add(MetricsTable.row(row)));
        SnapshotUtil.ancestorsBetween(newest.snapshotId(), last, current::snapshot)
                .forEach(this::enter);
        last = newest.snapshotId();
        added.forEach(reader);
    }

    /**
     * Goes back to a snapshot, of which the table will be again, and gives the rows that were added since.
     *
     * @throws IllegalStateException when catalog or files cannot be reached; then nothing has changed
     */
    void rewind(long snapshot, Consumer<Map<String, String>> reader) {
        Table current = Objects.requireNonNull(current());
        long newest = Objects.requireNonNull(last);
        if (snapshot == newest) {
            return;
        }
        List<Map<String, String>> withdrawn = new ArrayList<>();
        read(
                IcebergGenerics.read(current).appendsBetween(snapshot, newest),
                row -> withdrawn.add(MetricsTable.row(row)));
        SnapshotUtil.ancestorsBetween(newest, snapshot, current::snapshot).forEach(this::withdraw);
        FlinkCommit commit = FlinkCommit.of(current.snapshot(snapshot));
        newestCheckpoint = commit == null ? 0 : commit.checkpointId();
        last = snapshot;
        withdrawn.forEach(reader);
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
        LongAdder count = new LongAdder();
        if (current != null) {
            read(IcebergGenerics.read(current), row -> count.increment());
        }
        return count.sum();
    }

    private static void read(IcebergGenerics.ScanBuilder scan, Consumer<Record> reader) {
        try (CloseableIterable<Record> rows = scan.build()) {
            rows.forEach(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SdkException e) {
            throw new IllegalStateException("the object store cannot be read", e);
        }
    }

    private @Nullable Table current() {
        try {
            return loadWithNewLogin();
        } catch (RESTException e) {
            throw new IllegalStateException("the catalog cannot be read", e);
        }
    }

    /** A token that the catalog has revoked is of no use, not even for a new one: then a new client logs in. */
    private @Nullable Table loadWithNewLogin() {
        try {
            return load();
        } catch (NotAuthorizedException revoked) {
            RESTCatalog loggedIn = CatalogAccess.client(address);
            close();
            catalog = loggedIn;
            table = null;
            return load();
        }
    }

    private @Nullable Table load() {
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
        if (!checkpoints.add(name(commit))) {
            doubledCheckpoints.add(name(commit));
        }
    }

    private void withdraw(Snapshot snapshot) {
        FlinkCommit commit = FlinkCommit.of(snapshot);
        if (commit != null) {
            checkpoints.remove(name(commit));
        }
    }

    private static String name(FlinkCommit commit) {
        return "checkpoint " + commit.checkpointId() + " of job " + commit.jobId();
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
