package io.matih.streaming.cdc.change;

import org.jspecify.annotations.Nullable;

/**
 * One change of a state transition: the row as it was read, inserted or updated, or as it last was when it was deleted.
 *
 * <p>Below the columns stand the place in the change stream and what was odd about the row; both are for the job only.
 */
public final class StateTransition {

    public String transitionId = "";
    public @Nullable String entityType;
    public @Nullable String entityId;
    public @Nullable String tenantId;
    public @Nullable String fromState;
    public @Nullable String toState;
    public @Nullable String triggeredBy;
    public @Nullable String triggerReason;
    public @Nullable String metadata;
    public @Nullable Long createdAtMicros;
    /** One of {@link Operation}. */
    public String operation = "";

    public @Nullable Long lsn;
    public @Nullable Long transactionId;
    public @Nullable Long committedAtMicros;
    public long capturedAtMillis;

    /** Where the commit before this change's transaction ended; 0 in a snapshot. Orders transactions by their commits. */
    public long precedingCommitLsn;

    /** Required columns of the source without a value. */
    public int missingValues;
    /** Columns of the source that the log does not know. */
    public int unknownColumns;
    /** Timestamps before or after all others, which the log holds as null. */
    public int infiniteTimestamps;

    /** Whether the change was read from the table and not from the change stream. */
    public boolean isSnapshot() {
        return operation.equals(Operation.READ);
    }

    /** For a message; without the values of the row. */
    @Override
    public String toString() {
        return "change " + operation + " of transaction " + transactionId + " at " + lsn;
    }
}
