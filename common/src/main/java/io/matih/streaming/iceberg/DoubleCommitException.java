package io.matih.streaming.iceberg;

/** A commit that was refused because its rows may be in the table already. The rows of the refused commit stay in the state. */
public final class DoubleCommitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private DoubleCommitException(FlinkCommit refused, String reason) {
        super("refused to commit checkpoint " + refused.checkpointId() + " of job " + refused.jobId() + ": " + reason);
    }

    /** Nothing is lost: the restarted task finds the checkpoint committed and goes on after it. */
    static DoubleCommitException ofLandedCheckpoint(FlinkCommit refused, FlinkCommit landed) {
        return new DoubleCommitException(
                refused,
                "an earlier request has landed as snapshot " + landed.snapshotId() + " with checkpoint "
                        + landed.checkpointId() + "; after a restart the job goes on from there");
    }

    /** The restarted job says whether that commit is of its own past; if not, it fails for good. */
    static DoubleCommitException besideAnotherJob(FlinkCommit refused, FlinkCommit landed) {
        return new DoubleCommitException(
                refused,
                "job " + landed.jobId() + " has committed checkpoint " + landed.checkpointId() + " as snapshot "
                        + landed.snapshotId() + " meanwhile; only one job may write the table");
    }
}
