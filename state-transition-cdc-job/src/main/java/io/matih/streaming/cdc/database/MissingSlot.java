package io.matih.streaming.cdc.database;

/** What to do when the replication slot does not exist. */
public enum MissingSlot {
    /** The job makes it. */
    CREATE,
    /** The job does not start. */
    REFUSE
}
