package io.matih.streaming.cli.reconcile;

/** How many records of the source were found where. */
final class SourceCounts {

    long read;
    long filtered;
    long late;
    long deadLettered;

    /** Good events of windows that are not compared: open ones, and those outside of what was asked for. */
    long notCompared;

    /** Faulty records that the job may not have come to yet. */
    long undecided;
}
