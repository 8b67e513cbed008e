package io.matih.streaming.cli.deployment;

import io.matih.streaming.cli.Refusal;
import io.matih.streaming.iceberg.FlinkCommit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;
import org.jspecify.annotations.Nullable;

/**
 * How a table is taken back to where a checkpoint or savepoint of its job was taken: the newest commit of the job that
 * holds nothing of a later checkpoint.
 *
 * <p>The state of a checkpoint holds the files that are not committed yet; the restored job commits them, because the
 * history that it finds ends before them.
 *
 * @param target the snapshot that becomes the current one
 * @param dropped the snapshots that the table no longer descends from, newest first; they stay readable under a tag
 */
public record TableRewind(Table table, Snapshot target, List<Snapshot> dropped) {

    /**
     * Finds the snapshot.
     *
     * @throws Refusal when there is none, or when somebody else's rows would go with the job's
     */
    public static TableRewind of(Table table, RestorePoint point) {
        Snapshot head = table.currentSnapshot();
        if (head == null) {
            throw new Refusal("table " + table.name() + " has no snapshot; there is nothing to take back");
        }
        List<Snapshot> dropped = new ArrayList<>();
        String jobId = null;
        for (Snapshot snapshot : SnapshotUtil.ancestorsOf(head.snapshotId(), table::snapshot)) {
            FlinkCommit commit = FlinkCommit.of(snapshot);
            if (commit != null && commit.jobId().startsWith(point.jobIdPrefix())) {
                jobId = jobId == null ? commit.jobId() : jobId;
                if (commit.jobId().equals(jobId) && commit.checkpointId() <= point.checkpointId()) {
                    return new TableRewind(table, snapshot, refuseOthersRows(table, dropped));
                }
            }
            dropped.add(snapshot);
        }
        throw new Refusal("table " + table.name() + " has no commit of "
                + (jobId == null ? "a job " + point.jobIdPrefix() + "…" : "job " + jobId) + " up to checkpoint "
                + point.checkpointId() + "; its snapshots may have been expired, or the job had written no row then");
    }

    private static List<Snapshot> refuseOthersRows(Table table, List<Snapshot> dropped) {
        for (Snapshot snapshot : dropped) {
            if (FlinkCommit.of(snapshot) == null && !DataOperations.REPLACE.equals(snapshot.operation())) {
                throw new Refusal("table " + table.name() + ": snapshot " + snapshot.snapshotId()
                        + " was made by another writer (" + snapshot.operation()
                        + ") and would be taken back too; take the table back by hand");
            }
        }
        return List.copyOf(dropped);
    }

    /** Does it. The state before stays under the tag that is returned; null when the table is there already. */
    public @Nullable String apply() {
        if (dropped.isEmpty()) {
            return null;
        }
        Snapshot head = Objects.requireNonNull(table.currentSnapshot());
        if (head.snapshotId() != dropped.get(0).snapshotId()) {
            throw new Refusal("table " + table.name() + " has been changed meanwhile; is the job stopped? Begin again");
        }
        String tag = "before-rewind-" + head.snapshotId();
        table.manageSnapshots()
                .createTag(tag, head.snapshotId())
                .rollbackTo(target.snapshotId())
                .commit();
        return tag;
    }

    /** What is done, for a person. */
    public String text() {
        if (dropped.isEmpty()) {
            return "The table " + table.name() + " is there already: its newest commit is " + described(target) + ".";
        }
        return "Take the table " + table.name() + " back to " + described(target) + ",\nwhich takes back "
                + dropped.size() + " snapshots. The newest, " + dropped.get(0).snapshotId()
                + ", stays readable under the tag before-rewind-"
                + dropped.get(0).snapshotId() + ".";
    }

    private static String described(Snapshot snapshot) {
        FlinkCommit commit = Objects.requireNonNull(FlinkCommit.of(snapshot));
        return "snapshot " + snapshot.snapshotId() + " of checkpoint " + commit.checkpointId();
    }
}
