package io.matih.streaming.cli.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * How far a table has come, from its metadata alone.
 *
 * @param snapshotId of the current snapshot
 * @param rows in that snapshot
 * @param lastCommit when it was made
 * @param dataUntil end of the newest window, or when the newest change was read; null where the table has neither
 */
public record TableProgress(long snapshotId, long rows, Instant lastCommit, @Nullable Instant dataUntil) {

    private static final List<String> TIMES = List.of("window_end", "captured_at");
    private static final long MICROS_PER_MILLI = 1_000;

    /** Null before the first commit. */
    public static @Nullable TableProgress of(Table table) {
        Snapshot snapshot = table.currentSnapshot();
        if (snapshot == null) {
            return null;
        }
        Map<String, String> summary = snapshot.summary() == null ? Map.of() : snapshot.summary();
        return new TableProgress(
                snapshot.snapshotId(),
                Long.parseLong(summary.getOrDefault("total-records", "0")),
                Instant.ofEpochMilli(snapshot.timestampMillis()),
                newestTime(table));
    }

    private static @Nullable Instant newestTime(Table table) {
        Types.NestedField column = TIMES.stream()
                .map(table.schema()::findField)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (column == null) {
            return null;
        }
        Instant newest = null;
        try (CloseableIterable<FileScanTask> tasks =
                table.newScan().includeColumnStats().planFiles()) {
            for (FileScanTask task : tasks) {
                Map<Integer, ByteBuffer> bounds = task.file().upperBounds();
                ByteBuffer bound = bounds == null ? null : bounds.get(column.fieldId());
                if (bound != null) {
                    Long micros = Conversions.fromByteBuffer(column.type(), bound);
                    Instant end = Instant.ofEpochMilli(micros / MICROS_PER_MILLI);
                    newest = newest == null || end.isAfter(newest) ? end : newest;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the file list of " + table.name(), e);
        }
        return newest;
    }
}
