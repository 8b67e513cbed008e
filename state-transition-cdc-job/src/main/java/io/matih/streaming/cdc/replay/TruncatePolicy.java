package io.matih.streaming.cdc.replay;

/** What to do when all rows of the source table are removed at once. */
public enum TruncatePolicy {
    /** Fail the job for good: the log cannot show which rows are gone. */
    STOP,
    /** Count it and go on; the log keeps the rows as they were. */
    COUNT
}
