package io.matih.streaming.cli.reconcile;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is read of the source, by partition.
 *
 * @param from the first offset
 * @param decided records before it have certainly been put somewhere by the job; those from it on may have been
 * @param to the first offset that is not read; not before {@code decided}
 */
record OffsetRange(Map<Integer, Long> from, Map<Integer, Long> decided, Map<Integer, Long> to) {

    OffsetRange {
        from = Map.copyOf(from);
        decided = Map.copyOf(decided);
        to = Map.copyOf(to);
    }

    boolean contains(int partition, long offset) {
        return offset >= from.getOrDefault(partition, Long.MAX_VALUE)
                && offset < to.getOrDefault(partition, Long.MIN_VALUE);
    }

    boolean isDecided(int partition, long offset) {
        return offset < decided.getOrDefault(partition, Long.MIN_VALUE);
    }

    /** How many offsets there are; some may hold no record. */
    long length() {
        return from.keySet().stream().mapToLong(this::length).sum();
    }

    /** How many offsets at the end may not have been read by the job yet. */
    long undecided() {
        return from.keySet().stream()
                .mapToLong(partition -> Math.max(0, at(to, partition) - at(decided, partition)))
                .sum();
    }

    private long length(int partition) {
        return Math.max(0, at(to, partition) - at(from, partition));
    }

    private static long at(Map<Integer, Long> offsets, int partition) {
        return offsets.getOrDefault(partition, 0L);
    }

    /** For example {@code 0:0-1200, 1:17-1180}; the second number is the first offset that is not read. */
    @Override
    public String toString() {
        return new TreeMap<>(from)
                .entrySet().stream()
                        .map(start -> start.getKey() + ":" + start.getValue() + "-" + to.get(start.getKey()))
                        .collect(Collectors.joining(", "));
    }
}
