package io.matih.streaming.kafka;

/** What to do when Kafka gave up a transaction that a checkpoint had promised to commit. */
public enum LostTransactions {
    /** Fail the job; it fails again after each restart, until somebody decides. */
    FAIL,
    /** Go on without the records, which Flink logs and counts as failed committables. */
    ACCEPT
}
