package io.matih.streaming.platform.generator;

/** What a job is meant to do with a generated record. */
public enum RecordKind {
    /** Aggregate it. */
    GOOD,
    /** Aggregate it too, although the same event came before. */
    DUPLICATE,
    /** Leave it out: it is not for the job. */
    FILTERED,
    /** Send it to the late topic: its window is over since hours. */
    LATE,
    /** Send it to the dead letter topic: its event time is too far ahead of the record's. */
    FUTURE,
    /** Send it to the dead letter topic: it cannot be read. */
    MALFORMED
}
