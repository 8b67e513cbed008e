package io.matih.streaming.iceberg;

import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts the completed checkpoints whose rows have not been seen in the table. Plain bookkeeping, without Flink. */
final class CommitProgress {

    private final NavigableMap<Long, Long> rowsByOpenCheckpoint = new TreeMap<>();
    private final NavigableMap<Long, Long> rowsByCompletedCheckpoint = new TreeMap<>();
    private long rowsSinceCheckpoint;
    private long rowsWritten;
    private long snapshotsSeen;
    private @Nullable FlinkCommit newest;

    void rowArrived() {
        rowsSinceCheckpoint++;
        rowsWritten++;
    }

    /** The rows since the last checkpoint belong to this one. */
    void checkpointTaken(long checkpointId) {
        rowsByOpenCheckpoint.put(checkpointId, rowsSinceCheckpoint);
        rowsSinceCheckpoint = 0;
    }

    /** Rows of earlier checkpoints that did not complete are committed with this one. */
    void checkpointCompleted(long checkpointId) {
        NavigableMap<Long, Long> covered = rowsByOpenCheckpoint.headMap(checkpointId, true);
        long rows = covered.values().stream().mapToLong(Long::longValue).sum();
        covered.clear();
        if (rows > 0) {
            rowsByCompletedCheckpoint.put(checkpointId, rows);
        }
    }

    /** The newest commit of this job that the table has. */
    void committed(FlinkCommit commit) {
        FlinkCommit before = newest;
        if (before == null || before.snapshotId() != commit.snapshotId()) {
            snapshotsSeen++;
        }
        newest = commit;
        rowsByCompletedCheckpoint.headMap(commit.checkpointId(), true).clear();
    }

    /** How many checkpoints before this one completed with rows that are not in the table. */
    int uncommittedBefore(long checkpointId) {
        return rowsByCompletedCheckpoint.headMap(checkpointId, false).size();
    }

    /** The oldest such checkpoint; null when there is none. */
    @Nullable Long oldestUncommitted() {
        return rowsByCompletedCheckpoint.isEmpty() ? null : rowsByCompletedCheckpoint.firstKey();
    }

    /** The newest commit seen; null before the first. */
    @Nullable FlinkCommit newest() {
        return newest;
    }

    long rowsWritten() {
        return rowsWritten;
    }

    long snapshotsSeen() {
        return snapshotsSeen;
    }
}
