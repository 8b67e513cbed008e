package io.matih.streaming.iceberg;

/**
 * A commit that was refused because the table already holds its checkpoint. Nothing is lost: the restarted task finds the
 * checkpoint committed and goes on after it.
 */
public final class DoubleCommitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DoubleCommitException(FlinkCommit refused, FlinkCommit landed) {
        super("refused to commit checkpoint " + refused.checkpointId() + " of job " + refused.jobId()
                + ": an earlier request has landed as snapshot " + landed.snapshotId() + " with checkpoint "
                + landed.checkpointId() + "; after a restart the job goes on from there");
    }
}
