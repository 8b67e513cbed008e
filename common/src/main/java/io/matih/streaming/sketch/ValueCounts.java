package io.matih.streaming.sketch;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

    private final Map<String, Occurrences> counts = new HashMap<>();
    private long textBytes;

    /** A number that is counted up in place. */
    private static final class Occurrences {
        private long number;
    }

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
        Occurrences held = counts.get(value);
        if (held == null) {
            held = new Occurrences();
            counts.put(value, held);
            textBytes += value.length();
        }
        held.number = Math.addExact(held.number, occurrences);
    }

    /** Adds all counts of another, which stays as it is. */
    public void merge(ValueCounts other) {
        other.counts.forEach((value, occurrences) -> add(value, occurrences.number));
    }

    /** The most frequent values, at most so many; see {@link TopK}. */
    public TopEntry[] top(int size) {
        return TopK.of(entries(), size);
    }

    /** About how much heap this object holds, in bytes. */
    public long sizeInBytes() {
        return OBJECT_BYTES + textBytes + counts.size() * ENTRY_BYTES;
    }

    /** Each value with its count, in no order. */
    Set<Map.Entry<String, Long>> entries() {
        return counts.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), entry.getValue().number))
                .collect(Collectors.toSet());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ValueCounts that && entries().equals(that.entries());
    }

    @Override
    public int hashCode() {
        return entries().hashCode();
    }

    @Override
    public String toString() {
        return entries().toString();
    }
}
