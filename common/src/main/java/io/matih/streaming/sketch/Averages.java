package io.matih.streaming.sketch;

import org.jspecify.annotations.Nullable;

/** Quotients of exact sums. What cannot be divided is not known: null, never 0 or NaN. */
public final class Averages {

    private Averages() {}

    /** Sum divided by count; null when the count is 0. */
    public static @Nullable Double average(long sum, long count) {
        return count == 0 ? null : (double) sum / count;
    }

    /** The share of a part in a whole, 0 to 1; null when the whole is 0. */
    public static @Nullable Double rate(long part, long whole) {
        return average(part, whole);
    }
}
