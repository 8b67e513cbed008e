package io.matih.streaming.cli.reconcile;

import io.matih.streaming.cli.reconcile.RecordFault.Kind;
import io.matih.streaming.record.InputRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the records behind differences, in a second pass over the source.
 *
 * <p>Where a row has one record too many or too few, the difference of the hashes is the hash of that record. Where the
 * counts agree and the hashes do not, it is the difference of two hashes: that of a doubled record and that of a lost one.
 */
final class DifferenceTrace<E extends InputRecord> {

    /** So many records of windows with equal counts are looked at in pairs, about 100 bytes each. */
    private static final int PAIRED_RECORDS = 500_000;

    private final Placement<E> placement;
    private final List<String> keyNames;
    private final RecordHashes hashes = new RecordHashes();
    private final Map<Long, List<WindowDifference>> missing = new HashMap<>();
    private final Map<Long, List<WindowDifference>> extra = new HashMap<>();
    private final Map<WindowKey, WindowDifference> exchanged = new HashMap<>();
    private final Map<WindowKey, Map<Long, Origin>> recordsByHash = new HashMap<>();
    private int pairedRecords;

    DifferenceTrace(List<WindowDifference> differences, Placement<E> placement, List<String> keyNames) {
        this.placement = placement;
        this.keyNames = keyNames;
        for (WindowDifference difference : differences) {
            long hash = difference.hashDifference();
            if (difference.recordsDifference() == -1) {
                add(missing, -hash, difference);
            } else if (difference.recordsDifference() == 1) {
                add(extra, hash, difference);
            } else if (difference.recordsDifference() == 0 && hash != 0) {
                exchanged.put(difference.window(), difference);
            }
        }
    }

    private static void add(Map<Long, List<WindowDifference>> wanted, long hash, WindowDifference difference) {
        wanted.computeIfAbsent(hash, unused -> new ArrayList<>()).add(difference);
    }

    /** Whether a second pass can find anything. */
    boolean isWorthwhile() {
        return !missing.isEmpty() || !extra.isEmpty() || !exchanged.isEmpty();
    }

    void add(E event) {
        long hash = hashes.of(event.origin);
        List<WindowDifference> lacking = missing.get(hash);
        List<WindowDifference> exceeding = extra.get(hash);
        if (lacking != null) {
            lacking.forEach(difference -> difference.explainBy(lost(Origin.of(event))));
        }
        if (exceeding != null) {
            exceeding.forEach(difference -> difference.explainBy(tooMany(event, difference)));
        }
        if (!exchanged.isEmpty() && placement.of(event) == Placement.Place.WINDOW) {
            remember(event, hash);
        }
    }

    private void remember(E event, long hash) {
        WindowKey window = placement.windowOf(event);
        if (exchanged.containsKey(window) && pairedRecords < PAIRED_RECORDS) {
            pairedRecords++;
            recordsByHash.computeIfAbsent(window, unused -> new HashMap<>()).put(hash, Origin.of(event));
        }
    }

    /** Called after the last record. */
    void finish() {
        exchanged.forEach((window, difference) -> findPair(difference, recordsByHash.getOrDefault(window, Map.of())));
    }

    private void findPair(WindowDifference difference, Map<Long, Origin> records) {
        records.forEach((hash, lost) -> {
            Origin doubled = records.get(hash + difference.hashDifference());
            if (doubled != null) {
                difference.explainBy(lost(lost));
                difference.explainBy(new RecordFault(Kind.DOUBLED, doubled, ""));
            }
        });
    }

    private RecordFault lost(Origin origin) {
        boolean isLetter = placement.deadLetters().contains(origin.partition(), origin.offset());
        return isLetter
                ? new RecordFault(Kind.MISPLACED, origin, "is a dead letter instead")
                : new RecordFault(Kind.LOST, origin, "");
    }

    private RecordFault tooMany(E event, WindowDifference difference) {
        Origin origin = Origin.of(event);
        return switch (placement.of(event)) {
            case FILTERED -> new RecordFault(Kind.MISPLACED, origin, "should be filtered");
            case DEAD_LETTERS -> new RecordFault(Kind.MISPLACED, origin, "should be a dead letter only");
            case LATE_EVENTS -> new RecordFault(Kind.MISPLACED, origin, "is in the late topic too");
            case WINDOW -> {
                WindowKey home = placement.windowOf(event);
                yield home.equals(difference.window())
                        ? new RecordFault(Kind.DOUBLED, origin, "")
                        : new RecordFault(
                                Kind.MISPLACED,
                                origin,
                                "belongs to window " + home.start() + ", " + home.keyText(keyNames));
            }
        };
    }
}
