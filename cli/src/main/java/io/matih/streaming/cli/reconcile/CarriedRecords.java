package io.matih.streaming.cli.reconcile;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Which records of a source topic the late or dead-letter topic holds, by their origin. */
final class CarriedRecords {

    private final String source;
    private final Map<Integer, OffsetSet> held = new HashMap<>();
    private final Map<Integer, OffsetSet> seenInSource = new HashMap<>();
    private long surplus;

    CarriedRecords(String source) {
        this.source = source;
    }

    /** Whether the record was not there before. */
    boolean add(int partition, long offset) {
        boolean added =
                held.computeIfAbsent(partition, unused -> new OffsetSet()).add(offset);
        surplus += added ? 0 : 1;
        return added;
    }

    /** How often a record was there once more. */
    long surplus() {
        return surplus;
    }

    boolean contains(int partition, long offset) {
        OffsetSet offsets = held.get(partition);
        return offsets != null && offsets.contains(offset);
    }

    /** Whether the record, which the source has, is there. */
    boolean match(int partition, long offset) {
        boolean found = contains(partition, offset);
        if (found) {
            seenInSource.computeIfAbsent(partition, unused -> new OffsetSet()).add(offset);
        }
        return found;
    }

    /** Those of the range whose record the source does not have. */
    Stream<Origin> unmatched(OffsetRange range) {
        return held.entrySet().stream().flatMap(partition -> partition
                .getValue()
                .offsets()
                .filter(offset -> range.contains(partition.getKey(), offset))
                .filter(offset -> !isSeen(partition.getKey(), offset))
                .mapToObj(offset -> new Origin(source, partition.getKey(), offset)));
    }

    private boolean isSeen(int partition, long offset) {
        OffsetSet seen = seenInSource.get(partition);
        return seen != null && seen.contains(offset);
    }
}
