package io.matih.streaming.cli.reconcile;

/**
 * Which windows are compared: closed ones of which the range of offsets holds every record. Times are epoch milliseconds.
 *
 * @param sizeMillis of a window
 * @param startsFrom no window that starts earlier; the least value when there is no such bound
 * @param endsUntil no window that ends later; the least value when no window is closed
 */
record WindowScope(long sizeMillis, long startsFrom, long endsUntil) {

    boolean contains(long windowStart) {
        return windowStart >= startsFrom && windowStart + sizeMillis <= endsUntil;
    }

    boolean isEmpty() {
        return endsUntil == Long.MIN_VALUE;
    }
}
