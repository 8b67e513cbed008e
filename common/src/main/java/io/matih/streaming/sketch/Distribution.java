package io.matih.streaming.sketch;

import java.util.Arrays;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * How often each value occurred, for percentiles: an exact multiset while there are few distinct values, an adaptive
 * log-linear histogram above that.
 *
 * <p>Values are non-negative finite doubles. The bits of such a double, read as a long, are ordered like the values, so
 * {@code bits >>> level} names a bucket of neighbouring values. The level is the smallest at which the distinct buckets
 * number at most {@value #MAX_INTEGRAL_BUCKETS} while all values are integers, and {@value #MAX_BUCKETS} otherwise, but
 * never above {@value #MAX_LEVEL}. It is therefore a function of the values alone: any order of adds and merges gives
 * the same state and the same results, bit for bit.
 *
 * <p>At level 0 the state is exact. At level {@value #MAX_LEVEL} a bucket is at most 2⁻⁷ = 0.78 % as wide as its
 * values; zero and the values from 2⁻¹³ to 2⁵⁰ fit in {@value #MAX_BUCKETS} such buckets.
 *
 * <p>Mutable and not thread safe.
 */
@TypeInfo(DistributionTypeInfoFactory.class)
public final class Distribution {

    static final int MAX_BUCKETS = 8_192;
    static final int MAX_INTEGRAL_BUCKETS = 65_536;
    static final int MAX_LEVEL = 45;

    private static final int INITIAL_CAPACITY = 4;
    /** 2⁶⁴ divided by the golden ratio: the high bits of a product with it spread neighbouring keys. */
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    /** Odd, so that its multiples visit every slot. */
    private static final int SCATTER = 0x9E3779B1;

    private static final long OBJECT_BYTES = 88;

    private int level;
    private boolean integral = true;
    private long count;

    /**
     * An open-addressing hash table: slot i has its key at 2i and its count beside it, in the same cache line; it is free
     * while the count is 0.
     */
    private long[] table = new long[2 * INITIAL_CAPACITY];

    private int buckets;
    private int hashShift = Long.SIZE - Integer.numberOfTrailingZeros(INITIAL_CAPACITY);

    /** The content in order, kept because a row asks for several percentiles; null since the content changed. */
    private @Nullable OrderedBuckets ordered;

    /** A distribution without values. */
    public Distribution() {}

    /** A distribution of its own with the same content. */
    public Distribution(Distribution other) {
        level = other.level;
        integral = other.integral;
        count = other.count;
        table = other.table.clone();
        buckets = other.buckets;
        hashShift = other.hashShift;
    }

    Distribution(OrderedBuckets content) {
        level = content.level();
        integral = content.integral();
        count = content.totalCount();
        allocate(capacityFor(content.size()));
        for (int i = 0; i < content.size(); i++) {
            place(content.key(i), content.count(i));
        }
    }

    /**
     * Counts one value.
     *
     * @throws IllegalArgumentException for a value that is negative, infinite or not a number
     */
    public void add(double value) {
        if (!(value >= 0 && value <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("value: expected a finite number >= 0, got " + value);
        }
        if (integral && value != Math.rint(value)) {
            integral = false;
            coarsenUntilItFits();
        }
        count++;
        ordered = null;
        // Adding zero turns -0.0 into 0.0, whose bits are 0.
        place(Double.doubleToRawLongBits(value + 0.0) >>> level, 1);
        if (buckets > MAX_BUCKETS) {
            coarsenUntilItFits();
        }
    }

    /** Counts every value of another distribution, which stays as it is. */
    public void merge(Distribution other) {
        count += other.count;
        ordered = null;
        integral &= other.integral;
        coarsenTo(Math.max(level, other.level));
        coarsenUntilItFits();
        long[] otherTable = other.table;
        int otherCapacity = otherTable.length / 2;
        for (int i = 0; i < otherCapacity; i++) {
            // Slots are in the order of hashes, and keys that come in that order pile up in a smaller table.
            int slot = i * SCATTER & (otherCapacity - 1);
            long occurrences = otherTable[2 * slot + 1];
            if (occurrences != 0) {
                place(otherTable[2 * slot] >>> (level - other.level), occurrences);
                coarsenUntilItFits();
            }
        }
    }

    /** How many values were counted. */
    public long count() {
        return count;
    }

    /**
     * The quantile by nearest rank: the smallest value x with at least ⌈n · perMille / 1000⌉ values at or below x.
     * Above level 0 it is interpolated inside x's bucket.
     *
     * @param perMille the quantile in thousandths, 1 to 1000; the 95th percentile is 950
     * @return null without values
     */
    public @Nullable Double quantile(int perMille) {
        return count == 0 ? null : ordered().quantile(perMille);
    }

    /**
     * The bytes of a t-digest that Trino reads with {@code CAST(x AS tdigest)}.
     *
     * @return null without values
     */
    public byte @Nullable [] toTDigest() {
        return count == 0 ? null : TDigestEncoder.encode(ordered());
    }

    /** About how much heap this object holds, in bytes. */
    public long sizeInBytes() {
        return OBJECT_BYTES + (long) Long.BYTES * table.length;
    }

    /** The content in ascending order; equal for equal distributions. */
    OrderedBuckets ordered() {
        OrderedBuckets content = ordered;
        if (content == null) {
            long[] orderedKeys = sortedKeys();
            long[] orderedCounts = new long[buckets];
            for (int i = 0; i < buckets; i++) {
                orderedCounts[i] = table[2 * slotOf(orderedKeys[i]) + 1];
            }
            content = new OrderedBuckets(level, integral, orderedKeys, orderedCounts);
            ordered = content;
        }
        return content;
    }

    private void place(long key, long occurrences) {
        int slot = slotOf(key);
        if (table[2 * slot + 1] == 0) {
            int capacity = table.length / 2;
            if (buckets + 1 > mostBucketsIn(capacity)) {
                rebuild(0, capacity * 2);
                slot = slotOf(key);
            }
            table[2 * slot] = key;
            buckets++;
        }
        table[2 * slot + 1] += occurrences;
    }

    /** The slot that holds the key, or the free one where it belongs. */
    private int slotOf(long key) {
        long[] slots = table;
        int mask = slots.length / 2 - 1;
        int slot = (int) ((key * GOLDEN_RATIO) >>> hashShift);
        while (slots[2 * slot + 1] != 0 && slots[2 * slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void coarsenUntilItFits() {
        int limit = integral ? MAX_INTEGRAL_BUCKETS : MAX_BUCKETS;
        if (buckets > limit && level < MAX_LEVEL) {
            coarsenTo(Math.min(MAX_LEVEL, level + smallestShiftToFit(limit)));
        }
    }

    /**
     * By how many bits the keys must be cut so that at most {@code limit} stay distinct. Two neighbours in order stay
     * apart exactly as long as the highest bit in which they differ is not cut.
     */
    private int smallestShiftToFit(int limit) {
        long[] sorted = sortedKeys();
        int[] neighboursByHighestDifference = new int[Long.SIZE];
        for (int i = 1; i < sorted.length; i++) {
            int highest = Long.SIZE - 1 - Long.numberOfLeadingZeros(sorted[i - 1] ^ sorted[i]);
            neighboursByHighestDifference[highest]++;
        }
        int distinct = sorted.length;
        int shift = 0;
        while (distinct > limit) {
            distinct -= neighboursByHighestDifference[shift];
            shift++;
        }
        return shift;
    }

    private void coarsenTo(int newLevel) {
        if (newLevel > level) {
            int shift = newLevel - level;
            level = newLevel;
            rebuild(shift, table.length / 2);
        }
    }

    private void rebuild(int shift, int capacity) {
        long[] old = table;
        allocate(capacity);
        for (int at = 0; at < old.length; at += 2) {
            if (old[at + 1] != 0) {
                place(old[at] >>> shift, old[at + 1]);
            }
        }
    }

    private void allocate(int capacity) {
        table = new long[2 * capacity];
        hashShift = Long.SIZE - Integer.numberOfTrailingZeros(capacity);
        buckets = 0;
    }

    private long[] sortedKeys() {
        long[] sorted = new long[buckets];
        int next = 0;
        for (int at = 0; at < table.length; at += 2) {
            if (table[at + 1] != 0) {
                sorted[next++] = table[at];
            }
        }
        Arrays.sort(sorted);
        return sorted;
    }

    /** The table for so many buckets: a power of two, at most three quarters full. */
    private static int capacityFor(int buckets) {
        int capacity = INITIAL_CAPACITY;
        while (buckets > mostBucketsIn(capacity)) {
            capacity *= 2;
        }
        return capacity;
    }

    private static int mostBucketsIn(int capacity) {
        return capacity / 4 * 3;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Distribution that
                && count == that.count
                && ordered().equals(that.ordered());
    }

    @Override
    public int hashCode() {
        return ordered().hashCode();
    }

    @Override
    public String toString() {
        return "Distribution of " + count + " values in " + buckets + " buckets at level " + level;
    }
}
