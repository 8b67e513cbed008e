package io.debezium.connector.postgresql.connection;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the place of Debezium 1.9.8's class of the same name: searches nothing and skips nothing.
 *
 * <p>Debezium's own reads the log once to find the first message after the restored position by its LSN, then reads it
 * again and drops what comes before. But positions do not tell messages apart: a transaction begins at the LSN at which the
 * one before it ended when nothing was written in between, and all rows of one COPY record share one. Restored at the end of
 * a commit, it takes the next transaction for the one it has seen and drops it, silently. Nor are positions in order:
 * transactions come in the order of their commits, their rows carry the LSNs of when they were written.
 *
 * <p>There is nothing to search for. This job resumes at the end of a commit
 * ({@link io.matih.streaming.cdc.source.CommitOffsetFactory}), and the server itself sends exactly the transactions that
 * commit after that, whole. What was read of the first of them before is dropped by its place in the transaction, not by its
 * LSN ({@link io.matih.streaming.cdc.replay.ReplayFilter}).
 */
public class WalPositionLocator {

    private final @Nullable Lsn lastEventStoredLsn;

    public WalPositionLocator(@Nullable Lsn lastCommitStoredLsn, @Nullable Lsn lastEventStoredLsn) {
        this.lastEventStoredLsn = lastEventStoredLsn;
    }

    public WalPositionLocator() {
        this(null, null);
    }

    /** The position of the first message; asked only while searching, which is never. */
    public Optional<Lsn> resumeFromLsn(Lsn currentLsn, ReplicationMessage message) {
        return Optional.of(currentLsn);
    }

    /** Never. */
    public boolean skipMessage(Lsn lsn) {
        return false;
    }

    /** Does nothing. */
    public void enableFiltering() {
        // Every message passes.
    }

    /** Never. */
    public boolean searchingEnabled() {
        return false;
    }

    /** What the locator was made with; null without a restored position. */
    public @Nullable Lsn getLastEventStoredLsn() {
        return lastEventStoredLsn;
    }
}
