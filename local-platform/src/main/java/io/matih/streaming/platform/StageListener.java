package io.matih.streaming.platform;

/** Hears how the start goes on, from several threads, one call at a time. */
public interface StageListener {

    /** Hears nothing. */
    StageListener NONE = new StageListener() {};

    /** A stage has begun. */
    default void started(String stage) {}

    /** A stage takes long; called again every few seconds. */
    default void waiting(String stage, String waitsFor, long millis) {}

    /** A stage is done; one that fails ends the start with its exception instead. */
    default void finished(String stage, long millis) {}
}
