package io.matih.streaming.cli.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.flink.sink.SinkUtil;
import org.apache.iceberg.util.SnapshotUtil;
import org.jspecify.annotations.Nullable;

/** The commits that made a table what it is, newest first. */
public final class SnapshotHistory {

    private static final List<String> COLUMNS = List.of(
            "snapshot_id", "committed_at", "operation", "added_rows", "added_files", "total_rows", "checkpoint_id");

    private SnapshotHistory() {}

    /** At most this many commits; an empty table has none. */
    public static QueryResult of(Table table, int limit) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        Snapshot newest = table.currentSnapshot();
        if (newest != null) {
            for (Snapshot snapshot : SnapshotUtil.ancestorsOf(newest.snapshotId(), table::snapshot)) {
                if (rows.size() == limit) {
                    break;
                }
                rows.add(row(snapshot));
            }
        }
        return new QueryResult(COLUMNS, rows);
    }

    private static List<@Nullable Object> row(Snapshot snapshot) {
        Map<String, String> summary = snapshot.summary() == null ? Map.of() : snapshot.summary();
        List<@Nullable Object> row = new ArrayList<>();
        row.add(snapshot.snapshotId());
        row.add(Instant.ofEpochMilli(snapshot.timestampMillis()));
        row.add(snapshot.operation());
        row.add(count(summary, "added-records"));
        row.add(count(summary, "added-data-files"));
        row.add(count(summary, "total-records"));
        String checkpoint = summary.get(SinkUtil.MAX_COMMITTED_CHECKPOINT_ID);
        row.add(checkpoint == null ? null : Long.valueOf(checkpoint));
        return row;
    }

    private static Long count(Map<String, String> summary, String key) {
        return Long.valueOf(summary.getOrDefault(key, "0"));
    }
}
