package io.matih.streaming.iceberg;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which commits of a table a job knows: its own, and those of the jobs that its state comes from. Any other one that is newer
 * was made by somebody who writes the same rows. Plain bookkeeping, without Flink.
 */
final class CommitLineage {

    private final String jobId;
    private final String table;
    private final List<SeenCommit> ancestors;
    private long newestOwn = SeenCommit.NO_SNAPSHOT;

    private CommitLineage(String jobId, String table, List<SeenCommit> ancestors) {
        this.jobId = jobId;
        this.table = table;
        this.ancestors = new ArrayList<>(ancestors);
    }

    /**
     * A job that starts without state: what is in the table belongs to the past.
     *
     * @throws CommitCheckException when commits of this job id are among it, because the sink would skip its checkpoints
     */
    static CommitLineage begin(String jobId, String table, CommitHistory history) {
        FlinkCommit own = history.newestOf(jobId);
        if (own != null) {
            throw new CommitCheckException("job " + jobId + " starts without state, but the table " + table
                    + " has its commits up to checkpoint " + own.checkpointId()
                    + "; the sink would skip every checkpoint up to that one."
                    + " Start it from its last checkpoint or savepoint, or under a new job id");
        }
        FlinkCommit newest = history.newest();
        return new CommitLineage(
                jobId,
                table,
                newest == null
                        ? List.of()
                        : List.of(new SeenCommit(newest.jobId(), newest.checkpointId(), newest.snapshotId())));
    }

    /**
     * A job that was restored.
     *
     * @param state what {@link #state} gave for the checkpoint
     * @param checkpointId the checkpoint
     * @throws CommitCheckException when the table has newer commits than the state can know, or has lost those it knows
     */
    static CommitLineage restore(
            String jobId, String table, List<SeenCommit> state, long checkpointId, CommitHistory history) {
        List<SeenCommit> past = new ArrayList<>(state);
        // The first release kept the newest commit that it had seen, which may be older than the checkpoint.
        SeenCommit last = past.remove(past.size() - 1);
        past.add(new SeenCommit(last.jobId, Math.max(last.checkpointId, checkpointId), last.snapshotId));
        CommitLineage lineage = new CommitLineage(jobId, table, past);
        FlinkCommit unknown = lineage.newestUnknown(history, past);
        if (unknown != null && (unknown.jobId().equals(jobId) || lineage.isAncestor(unknown.jobId()))) {
            throw new CommitCheckException("job " + jobId + " is restored from checkpoint " + checkpointId
                    + ", but the table " + table + " has commits of job " + unknown.jobId() + " up to checkpoint "
                    + unknown.checkpointId() + "; rows would be doubled or skipped. Start it from the newest checkpoint"
                    + " or savepoint, or take the table back to that checkpoint first");
        }
        lineage.refuse(unknown);
        lineage.ancestors.removeIf(writer -> writer.jobId.equals(jobId));
        FlinkCommit own = history.newestOf(jobId);
        if (own != null) {
            lineage.see(own);
        }
        return lineage;
    }

    /** Takes note of a commit of this job, on top of which no late request of an earlier job can land. */
    void see(FlinkCommit own) {
        newestOwn = own.snapshotId();
        ancestors.clear();
    }

    /**
     * Looks whether somebody else has written while the job runs.
     *
     * @throws CommitCheckException when the table has commits that are neither of this job nor of its past
     */
    void check(CommitHistory history) {
        refuse(newestUnknown(history, state(Long.MAX_VALUE)));
    }

    /** What a checkpoint keeps; at least one element, of which the last is of this job. */
    List<SeenCommit> state(long checkpointId) {
        List<SeenCommit> writers = new ArrayList<>(ancestors);
        writers.add(new SeenCommit(jobId, checkpointId, newestOwn));
        return writers;
    }

    private boolean isAncestor(String job) {
        return ancestors.stream().anyMatch(writer -> writer.jobId.equals(job));
    }

    private void refuse(@Nullable FlinkCommit unknown) {
        if (unknown != null) {
            throw new CommitCheckException("the table " + table + " has a commit of job " + unknown.jobId()
                    + " (checkpoint " + unknown.checkpointId() + ", snapshot " + unknown.snapshotId() + ") that job "
                    + jobId + " does not know; two jobs would write the same rows. Let one job write a table, and start"
                    + " the next one from its last savepoint or checkpoint when it has ended");
        }
    }

    /** The newest commit that none of the writers made up to its checkpoint; null when all are known. */
    private @Nullable FlinkCommit newestUnknown(CommitHistory history, List<SeenCommit> writers) {
        for (FlinkCommit commit : history.newestFirst()) {
            if (writers.stream().anyMatch(writer -> writer.snapshotId == commit.snapshotId())) {
                return null;
            }
            if (writers.stream().noneMatch(writer -> writer.mayHaveMade(commit))) {
                return commit;
            }
        }
        if (history.newestFirst().isEmpty()) {
            writers.forEach(this::refuseIfExpired);
        }
        return null;
    }

    private void refuseIfExpired(SeenCommit writer) {
        if (writer.snapshotId != SeenCommit.NO_SNAPSHOT) {
            throw new CommitCheckException("job " + jobId + " is restored from a state whose commits (snapshot "
                    + writer.snapshotId + " of job " + writer.jobId + ") are no longer in the history of the table "
                    + table + "; the sink could commit rows twice. Keep at least the newest snapshot of the job"
                    + " when expiring, and restore the table or start without state under a new job id");
        }
    }
}
