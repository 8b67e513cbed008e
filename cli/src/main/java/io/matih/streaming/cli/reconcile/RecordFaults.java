package io.matih.streaming.cli.reconcile;

import java.util.ArrayList;
import java.util.List;

/** Faults of single records: all are counted, the first are kept. */
final class RecordFaults {

    private static final int KEPT = 1_000;

    private final List<RecordFault> first = new ArrayList<>();
    private long count;

    void add(RecordFault.Kind kind, Origin origin, String detail) {
        count++;
        if (first.size() < KEPT) {
            first.add(new RecordFault(kind, origin, detail));
        }
    }

    List<RecordFault> first() {
        return first;
    }

    long count() {
        return count;
    }
}
