package io.matih.streaming.sketch;

import java.util.HashMap;
import java.util.Map;
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

    private static final long OBJECT_BYTES = 64;
    /** A map's entry, a boxed number and the object that holds a text. */
    private static final long ENTRY_BYTES = 128;

    private final Map<String, Long> counts;
    private long textBytes;

    /** Counts of nothing. */
    public ValueCounts() {
        counts = new HashMap<>();
    }

    /** Counts of their own with the same content. */
    public ValueCounts(ValueCounts other) {
        counts = new HashMap<>(other.counts);
        textBytes = other.textBytes;
    }

    /** Counts one occurrence. */
    public void add(String value) {
        add(value, 1);
    }

    /** Counts occurrences; at least 1. */
    void add(String value, long occurrences) {
        if (counts.merge(value, occurrences, Math::addExact) == occurrences) {
            textBytes += value.length();
        }
    }

    /** Adds all counts of another, which stays as it is. */
    public void merge(ValueCounts other) {
        other.counts.forEach(this::add);
    }

    /** The most frequent values, at most so many; see {@link TopK}. */
    public TopEntry[] top(int size) {
        return TopK.of(counts.entrySet(), size);
    }

    /** About how much heap this object holds, in bytes. */
    public long sizeInBytes() {
        return OBJECT_BYTES + textBytes + counts.size() * ENTRY_BYTES;
    }

    Map<String, Long> counts() {
        return counts;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ValueCounts that && counts.equals(that.counts);
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
