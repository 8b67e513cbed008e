package io.matih.streaming.cli.query;

import io.matih.streaming.cli.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;

/** The local files that hold a table's current rows. */
public final class TableFiles {

    private TableFiles() {}

    /**
     * Their paths.
     *
     * @throws Refusal when the files are not local or some of their rows are deleted
     */
    public static List<String> of(Table table) {
        return List.copyOf(committedAt(table).keySet());
    }

    /**
     * When each of them was committed.
     *
     * @throws Refusal as {@link #of}
     */
    public static Map<String, Instant> committedAt(Table table) {
        Map<Long, Instant> commits = new HashMap<>();
        table.snapshots()
                .forEach(snapshot ->
                        commits.put(snapshot.sequenceNumber(), Instant.ofEpochMilli(snapshot.timestampMillis())));
        Map<String, Instant> files = new LinkedHashMap<>();
        try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
            for (FileScanTask task : tasks) {
                if (!task.deletes().isEmpty()) {
                    throw new Refusal(table.name() + " has delete files, which this command cannot apply");
                }
                // A snapshot that is no longer known was before all others.
                files.put(
                        localPath(task.file().location()),
                        commits.getOrDefault(task.file().fileSequenceNumber(), Instant.EPOCH));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the file list of " + table.name(), e);
        }
        return files;
    }

    private static String localPath(String location) {
        if (location.startsWith("file:")) {
            // Locations are no URIs: nothing in them is escaped.
            return location.substring("file:".length()).replaceFirst("^/+", "/");
        }
        if (location.contains("://")) {
            throw new Refusal("only tables in local files can be read; this one is at " + location);
        }
        return location;
    }
}
