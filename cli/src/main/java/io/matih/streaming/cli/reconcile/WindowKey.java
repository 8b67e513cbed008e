package io.matih.streaming.cli.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One window of one key.
 *
 * @param startMillis first moment of the window
 * @param key values of the columns that identify a row, without the window
 */
record WindowKey(long startMillis, List<String> key) implements Comparable<WindowKey> {

    Instant start() {
        return Instant.ofEpochMilli(startMillis);
    }

    /** For example {@code tenant_id=acme, model=m1}. */
    String keyText(List<String> columns) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            parts.add(columns.get(i) + "=" + key.get(i));
        }
        return String.join(", ", parts);
    }

    @Override
    public int compareTo(WindowKey other) {
        int byStart = Long.compare(startMillis, other.startMillis);
        return byStart != 0 ? byStart : key.toString().compareTo(other.key.toString());
    }
}
