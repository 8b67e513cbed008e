package io.matih.streaming.cdc.replay;

/** How far the change stream has been read: so many changes of one transaction. Kept in state. */
public final class ReplayPosition {

    public long precedingCommitLsn;
    public long transactionId;
    /** Changes of that transaction, in the order of the stream. */
    public long changes;
    /** Position of the last of them in the log. */
    public long lsn;

    boolean isIn(long commitLsn, long transaction) {
        return precedingCommitLsn == commitLsn && transactionId == transaction;
    }

    ReplayPosition copy() {
        ReplayPosition copy = new ReplayPosition();
        copy.precedingCommitLsn = precedingCommitLsn;
        copy.transactionId = transactionId;
        copy.changes = changes;
        copy.lsn = lsn;
        return copy;
    }
}
