package io.matih.streaming.sketch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * How often each value occurred, exactly; what a {@link TopK} is picked from. Any order of adds and merges gives the same.
 *
 * <p>Holds every value that occurred, so it is for values of which there are few: products, not visitors. Mutable and not
 * thread safe.
 */
@TypeInfo(ValueCountsTypeInfoFactory.class)
public final class ValueCounts {

    private static final int FIRST_CAPACITY = 8;
    /** So many are compared one by one faster than one is looked up by its hash. */
    private static final int FEW = 16;

    private static final long OBJECT_BYTES = 128;
    /** The slots of the arrays, the object that holds a text and an entry of the map. */
    private static final long ENTRY_BYTES = 128;

    private static final String[] NO_VALUES = {};
    private static final long[] NO_COUNTS = {};

    private String[] values = NO_VALUES;
    private long[] counts = NO_COUNTS;
    private int size;
    private long textBytes;

    /** Where a value is, when there are more than {@value #FEW}. */
    private @Nullable Map<String, Integer> positions;

    /** Counts of nothing. */
    public ValueCounts() {}

    /** Counts of their own with the same content. */
    public ValueCounts(ValueCounts other) {
        merge(other);
    }

    /** Counts one occurrence. */
    public void add(String value) {
        add(value, 1);
    }

    /** Counts occurrences; at least 1. */
    void add(String value, long occurrences) {
        int position = positionOf(value);
        if (position == size) {
            append(value);
        }
        counts[position] = Math.addExact(counts[position], occurrences);
    }

    /** Adds all counts of another, which stays as it is. */
    public void merge(ValueCounts other) {
        for (int i = 0; i < other.size; i++) {
            add(other.values[i], other.counts[i]);
        }
    }

    /** The most frequent values, at most so many; see {@link TopK}. */
    public TopEntry[] top(int limit) {
        return TopK.of(entries(), limit);
    }

    /** About how much heap this object holds, in bytes. */
    public long sizeInBytes() {
        return OBJECT_BYTES + textBytes + size * ENTRY_BYTES;
    }

    /** Each value with its count, in no order. */
    List<TopEntry> entries() {
        List<TopEntry> entries = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            entries.add(new TopEntry(values[i], counts[i]));
        }
        return entries;
    }

    /** Where the value is, or the size when it is new. */
    @SuppressWarnings("ReferenceEquality") // whether it is the same object is asked first, and equality is after that
    private int positionOf(String value) {
        if (positions != null) {
            return positions.getOrDefault(value, size);
        }
        // Mostly it is the same object, because events are decoded with a cache of texts.
        for (int i = 0; i < size; i++) {
            if (values[i] == value) {
                return i;
            }
        }
        for (int i = 0; i < size; i++) {
            if (values[i].equals(value)) {
                return i;
            }
        }
        return size;
    }

    private void append(String value) {
        if (size == values.length) {
            int capacity = Math.max(FIRST_CAPACITY, 2 * size);
            values = Arrays.copyOf(values, capacity);
            counts = Arrays.copyOf(counts, capacity);
        }
        values[size] = value;
        textBytes += value.length();
        if (positions != null) {
            positions.put(value, size);
        } else if (size == FEW) {
            positions = new HashMap<>();
            for (int i = 0; i <= size; i++) {
                positions.put(values[i], i);
            }
        }
        size++;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ValueCounts that && Set.copyOf(entries()).equals(Set.copyOf(that.entries()));
    }

    @Override
    public int hashCode() {
        return Set.copyOf(entries()).hashCode();
    }

    @Override
    public String toString() {
        return entries().toString();
    }
}
