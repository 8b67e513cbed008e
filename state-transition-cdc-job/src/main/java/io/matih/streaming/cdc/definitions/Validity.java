package io.matih.streaming.cdc.definitions;

import java.time.Duration;

/**
 * From when a name is valid.
 *
 * <p>That is when the row says it was updated, but never so long before its transaction was committed that a window may have
 * been given out without it: windows end that much later than their last moment. A replay reads the same from the topic. A
 * change that leaves the row's moment alone, or has none, is valid from its commit on; so is a deletion.
 */
final class Validity {

    /** How far before its commit a change may be valid. */
    static final long REACH_MILLIS = Duration.ofSeconds(30).toMillis();

    /** Commits are not exactly in the order of their times. */
    private static final long COMMIT_DISORDER_MILLIS = Duration.ofSeconds(1).toMillis();

    /** A row that was read at the start and does not say since when it is as it is: it always was. */
    private static final long ALWAYS_MILLIS = 0;

    private Validity() {}

    /** Epoch milliseconds. */
    static long validFromMillis(DefinitionChange change) {
        Long updated = change.updatedAtMillis;
        Long committed = change.committedAtMillis;
        if (committed == null) {
            return updated == null ? ALWAYS_MILLIS : updated;
        }
        Long previous = change.previousUpdatedAtMillis;
        boolean moved = updated != null && (previous == null || updated > previous);
        return moved ? Math.max(updated, committed - REACH_MILLIS) : committed;
    }

    /** Up to when all versions have been read, once every transaction that was committed before has been. */
    static long completeUntilMillis(long committedMillis) {
        return committedMillis - REACH_MILLIS - COMMIT_DISORDER_MILLIS;
    }
}
