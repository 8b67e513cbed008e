package io.matih.streaming.sketch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The content of a {@link Distribution} in ascending order: how many values fell into each bucket. Bucket {@code key}
 * holds the values whose bits, shifted right by the level, are the key.
 */
final class OrderedBuckets {

    private final int level;
    private final boolean integral;
    private final long[] keys;
    private final long[] counts;
    private final long totalCount;

    OrderedBuckets(int level, boolean integral, long[] keys, long[] counts) {
        this.level = level;
        this.integral = integral;
        this.keys = keys;
        this.counts = counts;
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        totalCount = total;
    }

    /** Exact content: the bits of values in ascending order. */
    static OrderedBuckets ofSorted(long[] bits, boolean integral) {
        long[] keys = new long[bits.length];
        long[] counts = new long[bits.length];
        int size = 0;
        for (int i = 0; i < bits.length; i++) {
            if (i == 0 || bits[i] != bits[i - 1]) {
                keys[size++] = bits[i];
            }
            counts[size - 1]++;
        }
        return new OrderedBuckets(0, integral, Arrays.copyOf(keys, size), Arrays.copyOf(counts, size));
    }

    /** Each key as often as it occurred, in ascending order; to be asked of few values only. */
    long[] expanded() {
        long[] expanded = new long[Math.toIntExact(totalCount())];
        int end = 0;
        for (int i = 0; i < keys.length; i++) {
            int start = end;
            end += (int) counts[i];
            Arrays.fill(expanded, start, end, keys[i]);
        }
        return expanded;
    }

    int level() {
        return level;
    }

    /** Whether all values are integers. */
    boolean integral() {
        return integral;
    }

    int size() {
        return keys.length;
    }

    long key(int index) {
        return keys[index];
    }

    long count(int index) {
        return counts[index];
    }

    long totalCount() {
        return totalCount;
    }

    /** The value by nearest rank; there must be one. */
    double quantile(int perMille) {
        if (perMille < 1 || perMille > 1000) {
            throw new IllegalArgumentException("perMille: expected 1 to 1000, got " + perMille);
        }
        long rank = (Math.multiplyExact(perMille, totalCount) + 999) / 1000;
        int index = 0;
        while (rank > counts[index]) {
            rank -= counts[index];
            index++;
        }
        return valueAt(index, (rank - 0.5) / counts[index]);
    }

    /**
     * The value at a place inside a bucket, as if its values were spread evenly.
     *
     * @param fraction the share of the bucket's values below, 0 to less than 1
     */
    double valueAt(int index, double fraction) {
        double lower = Double.longBitsToDouble(keys[index] << level);
        if (level == 0) {
            return lower;
        }
        double upper = Double.longBitsToDouble((keys[index] + 1) << level);
        double value = lower + (upper - lower) * fraction;
        return integral ? Math.floor(value) : value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OrderedBuckets that
                && level == that.level
                && integral == that.integral
                && Arrays.equals(keys, that.keys)
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(keys) + Arrays.hashCode(counts);
    }
}
