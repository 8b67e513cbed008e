package io.matih.streaming.kafka;

/** What to do at start when a topic that the job writes to does not exist. */
public enum MissingTopics {
    /** Create it; one of original records gets as many partitions as the source topic has. */
    CREATE,
    /** Refuse to start. */
    REFUSE
}
