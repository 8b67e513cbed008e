package io.matih.streaming.cdc.replay;

import io.matih.streaming.cdc.change.StateTransition;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells changes that come again after a restore from those that come for the first time.
 *
 * <p>The source resumes at the end of a commit, so at most the beginning of one transaction comes again. Which changes these
 * are is known by the transaction and their place in it: the server sends the changes of a transaction in the same order each
 * time. Their positions in the log would not do, because changes can share one.
 */
final class ReplayCursor {

    private final @Nullable ReplayPosition restored;
    private @Nullable ReplayPosition current;

    ReplayCursor(@Nullable ReplayPosition restored) {
        this.restored = restored;
    }

    /**
     * Whether the next change of the stream had been read before the restored checkpoint.
     *
     * @throws IllegalStateException when the server sends the transaction otherwise than before
     */
    boolean isReplayed(StateTransition change) {
        long transaction = Objects.requireNonNull(change.transactionId);
        if (current == null || !current.isIn(change.precedingCommitLsn, transaction)) {
            current = new ReplayPosition();
            current.precedingCommitLsn = change.precedingCommitLsn;
            current.transactionId = transaction;
        }
        current.changes++;
        current.lsn = Objects.requireNonNull(change.lsn);
        if (restored == null
                || !restored.isIn(change.precedingCommitLsn, transaction)
                || current.changes > restored.changes) {
            return false;
        }
        if (current.changes == restored.changes && current.lsn != restored.lsn) {
            throw new IllegalStateException("change " + restored.changes + " of transaction " + transaction + " was at "
                    + restored.lsn + " before the restart and is at " + current.lsn + " now");
        }
        return true;
    }

    /** What to restore from; null before the first change. */
    @Nullable ReplayPosition position() {
        if (current == null) {
            return restored;
        }
        boolean behind = restored != null
                && restored.isIn(current.precedingCommitLsn, current.transactionId)
                && current.changes < restored.changes;
        return behind ? restored : current.copy();
    }
}
