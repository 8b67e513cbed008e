package io.matih.streaming.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.CloseableIterable;

/** Looks at one table through the catalog; every question is answered by the newest commit. */
public final class TableReader {

    private final Catalog catalog;
    private final TableIdentifier identifier;

    TableReader(Catalog catalog, TableIdentifier identifier) {
        this.catalog = catalog;
        this.identifier = identifier;
    }

    /** Rows, files and last commit; empty while the table does not exist. */
    public Optional<TableState> state() {
        return table().map(TableReader::stateOf);
    }

    /** The data files with the table's rows, as local paths; empty while there are none. */
    public List<Path> dataFiles() {
        return table().map(TableReader::filesOf).orElse(List.of());
    }

    /** All commits that the table still knows, oldest first. */
    public List<TableCommit> history() {
        List<TableCommit> commits = new ArrayList<>();
        table().ifPresent(table -> table.snapshots().forEach(snapshot -> commits.add(commitOf(snapshot))));
        return commits;
    }

    private Optional<Table> table() {
        try {
            return Optional.of(catalog.loadTable(identifier));
        } catch (NoSuchTableException notYet) {
            return Optional.empty();
        }
    }

    private static TableState stateOf(Table table) {
        Snapshot current = table.currentSnapshot();
        if (current == null) {
            return new TableState(0, 0, 0, null);
        }
        int snapshots = 0;
        for (Snapshot ignored : table.snapshots()) {
            snapshots++;
        }
        return new TableState(
                number(current, SnapshotSummary.TOTAL_RECORDS_PROP),
                number(current, SnapshotSummary.TOTAL_DATA_FILES_PROP),
                snapshots,
                Instant.ofEpochMilli(current.timestampMillis()));
    }

    private static List<Path> filesOf(Table table) {
        List<Path> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
            for (FileScanTask task : tasks) {
                files.add(Path.of(new org.apache.hadoop.fs.Path(task.file().location())
                        .toUri()
                        .getPath()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the files of " + table, e);
        }
        return files;
    }

    private static TableCommit commitOf(Snapshot snapshot) {
        return new TableCommit(
                snapshot.snapshotId(),
                Instant.ofEpochMilli(snapshot.timestampMillis()),
                snapshot.operation(),
                number(snapshot, SnapshotSummary.ADDED_RECORDS_PROP),
                number(snapshot, SnapshotSummary.TOTAL_RECORDS_PROP));
    }

    private static long number(Snapshot snapshot, String property) {
        Map<String, String> summary = snapshot.summary();
        return Long.parseLong(summary.getOrDefault(property, "0"));
    }
}
