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
 * the same content and the same results, bit for bit.
 *
 * <p>At level 0 the content is exact. At level {@value #MAX_LEVEL} a bucket is at most 2⁻⁷ = 0.78 % as wide as its
 * values; zero and the values from 2⁻¹³ to 2⁵⁰ fit in {@value #MAX_BUCKETS} such buckets.
 *
 * <p>A value first waits in a list. A full list is counted at once, because the processor then waits for several places of
 * the table at a time, and not for one at each value; a distribution of few values never has a table.
 *
 * <p>Mutable and not thread safe, but any number of threads may read it, copy it and write it out at a time while nobody
 * changes it: Flink's state on the heap writes a snapshot while the task already copies from the same object.
 */
@TypeInfo(DistributionTypeInfoFactory.class)
public final class Distribution {

    static final int MAX_BUCKETS = 8_192;
    static final int MAX_INTEGRAL_BUCKETS = 65_536;
    static final int MAX_LEVEL = 45;

    private static final int MAX_WAITING = 512;
    private static final int FIRST_WAITING = 8;
    private static final long[] NONE_WAITING = {};

    private static final long OBJECT_BYTES = 112;

    private int level;
    private boolean integral = true;
    private long count;

    /** What is counted, at this level. */
    private final BucketTable table;

    /** The bits of values that are not counted yet. */
    private long[] waiting = NONE_WAITING;

    private int waitingSize;

    /** The content in order, kept because a row asks for several percentiles; null since the content changed. */
    private @Nullable OrderedBuckets ordered;

    /** A distribution without values. */
    public Distribution() {
        table = new BucketTable();
    }

    /** A distribution of its own with the same content. */
    public Distribution(Distribution other) {
        level = other.level;
        integral = other.integral;
        count = other.count;
        table = new BucketTable(other.table);
        waiting = Arrays.copyOf(other.waiting, other.waitingSize);
        waitingSize = other.waitingSize;
    }

    /** A distribution of these values, which are not counted yet; their number is at most {@value #MAX_WAITING}. */
    Distribution(long[] bits, boolean integral) {
        this.integral = integral;
        count = bits.length;
        table = new BucketTable();
        waiting = bits;
        waitingSize = bits.length;
    }

    Distribution(OrderedBuckets content) {
        level = content.level();
        integral = content.integral();
        count = content.totalCount();
        table = new BucketTable();
        if (level == 0 && count <= MAX_WAITING) {
            waiting = content.expanded();
            waitingSize = waiting.length;
        } else {
            table.reserve(content.size());
            for (int i = 0; i < content.size(); i++) {
                table.add(content.key(i), content.count(i));
            }
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
        }
        count++;
        ordered = null;
        // Adding zero turns -0.0 into 0.0, whose bits are 0.
        addWaiting(Double.doubleToRawLongBits(value + 0.0));
    }

    /** Counts every value of another distribution, which stays as it is. */
    public void merge(Distribution other) {
        count += other.count;
        ordered = null;
        integral &= other.integral;
        if (other.table.size() > 0) {
            coarsenTo(Math.max(level, other.level));
            table.reserve(other.table.size());
            other.table.forEach((key, occurrences) -> place(key >>> (level - other.level), occurrences));
        }
        for (int i = 0; i < other.waitingSize; i++) {
            addWaiting(other.waiting[i]);
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
        return OBJECT_BYTES + (long) Long.BYTES * waiting.length + table.sizeInBytes();
    }

    /** Whether values are in the table; while none is, all that there are wait. */
    boolean isCounted() {
        return table.size() > 0;
    }

    /** Whether all values are integers. */
    boolean isIntegral() {
        return integral;
    }

    /** The bits of the values that wait, in the order they came in. */
    long[] uncounted() {
        return Arrays.copyOf(waiting, waitingSize);
    }

    /** The content in ascending order; equal for equal distributions. */
    OrderedBuckets ordered() {
        OrderedBuckets content = ordered;
        if (content == null) {
            content = isCounted() ? orderedTable() : orderedWaiting();
            ordered = content;
        }
        return content;
    }

    private OrderedBuckets orderedWaiting() {
        long[] sorted = Arrays.copyOf(waiting, waitingSize);
        Arrays.sort(sorted);
        return OrderedBuckets.ofSorted(sorted, integral);
    }

    private OrderedBuckets orderedTable() {
        if (waitingSize > 0) {
            Distribution counted = new Distribution(this);
            counted.countWaiting();
            return counted.orderedTable();
        }
        long[] keys = table.sortedKeys();
        return new OrderedBuckets(level, integral, keys, table.countsOf(keys));
    }

    private void addWaiting(long bits) {
        if (waitingSize == waiting.length) {
            if (waitingSize < MAX_WAITING) {
                waiting = Arrays.copyOf(waiting, Math.min(MAX_WAITING, Math.max(FIRST_WAITING, 2 * waitingSize)));
            } else {
                countWaiting();
            }
        }
        waiting[waitingSize++] = bits;
    }

    private void countWaiting() {
        coarsenUntilItFits();
        for (int i = 0; i < waitingSize; i++) {
            place(waiting[i] >>> level, 1);
        }
        waitingSize = 0;
    }

    private void place(long key, long occurrences) {
        table.add(key, occurrences);
        if (table.size() > MAX_BUCKETS) {
            coarsenUntilItFits();
        }
    }

    private void coarsenUntilItFits() {
        int limit = integral ? MAX_INTEGRAL_BUCKETS : MAX_BUCKETS;
        if (table.size() > limit && level < MAX_LEVEL) {
            coarsenTo(Math.min(MAX_LEVEL, level + smallestShiftToFit(limit)));
        }
    }

    /**
     * By how many bits the keys must be cut so that at most {@code limit} stay distinct. Two neighbours in order stay
     * apart exactly as long as the highest bit in which they differ is not cut.
     */
    private int smallestShiftToFit(int limit) {
        long[] sorted = table.sortedKeys();
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
            table.cutLowBits(newLevel - level);
            level = newLevel;
        }
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
        return "Distribution of " + count + " values in " + ordered().size() + " buckets at level "
                + ordered().level();
    }
}
