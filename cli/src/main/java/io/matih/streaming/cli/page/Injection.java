package io.matih.streaming.cli.page;

/** What the buttons of the page send. */
public enum Injection {
    /** A record whose window has ended. */
    LATE,
    /** A record that cannot be read. */
    POISON,
    /** Many records at once. */
    BURST
}
