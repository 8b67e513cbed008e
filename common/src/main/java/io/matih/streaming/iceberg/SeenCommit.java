package io.matih.streaming.iceberg;

/** State of the watchdog: whose commits in the table belong to the past of this job, and up to which checkpoint. */
public final class SeenCommit {

    /** Stands for a snapshot while there is none. */
    static final long NO_SNAPSHOT = -1;

    public String jobId = "";
    /** Its later commits are not of the past. */
    public long checkpointId;
    /** The newest of its commits that was seen; {@link #NO_SNAPSHOT} before the first. */
    public long snapshotId = NO_SNAPSHOT;

    public SeenCommit() {}

    SeenCommit(String jobId, long checkpointId, long snapshotId) {
        this.jobId = jobId;
        this.checkpointId = checkpointId;
        this.snapshotId = snapshotId;
    }

    boolean mayHaveMade(FlinkCommit commit) {
        return jobId.equals(commit.jobId()) && commit.checkpointId() <= checkpointId;
    }
}
