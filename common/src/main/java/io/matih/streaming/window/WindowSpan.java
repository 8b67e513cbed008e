package io.matih.streaming.window;

/**
 * The bounds of a tumbling window in epoch milliseconds, aligned to the epoch.
 *
 * @param startMillis inclusive
 * @param endMillis exclusive
 */
public record WindowSpan(long startMillis, long endMillis) {

    /** The start of the window of the given size that holds an event time; also right before 1970. */
    public static long startOf(long eventTimeMillis, long sizeMillis) {
        return eventTimeMillis - Math.floorMod(eventTimeMillis, sizeMillis);
    }
}
