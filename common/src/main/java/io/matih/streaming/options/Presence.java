package io.matih.streaming.options;

/** What it means when nobody gives a value. */
enum Presence {
    /** The default counts. */
    DEFAULTED,
    /** The job does not start. */
    REQUIRED,
    /** The value is not known, and that is fine. */
    OPTIONAL
}
