package io.matih.streaming.iceberg;

/** State of the watchdog: the newest commit it has seen in the table. */
public final class SeenCommit {

    public String jobId = "";
    public long checkpointId;
    public long snapshotId;

    public SeenCommit() {}

    SeenCommit(String jobId, long checkpointId, long snapshotId) {
        this.jobId = jobId;
        this.checkpointId = checkpointId;
        this.snapshotId = snapshotId;
    }
}
