package io.matih.streaming.platform.generator;

import io.matih.streaming.record.RejectReason;
import java.util.EnumMap;
import java.util.Map;

/** Counts records for a {@link Tally}; for several threads. */
final class TallyCounter {

    private long good;
    private long duplicates;
    private long filtered;
    private long late;
    private final Map<RejectReason, Long> deadLetters = new EnumMap<>(RejectReason.class);

    TallyCounter() {
        for (RejectReason reason : RejectReason.values()) {
            deadLetters.put(reason, 0L);
        }
    }

    synchronized void count(GeneratedRecord record) {
        switch (record.kind()) {
            case GOOD -> good++;
            case DUPLICATE -> duplicates++;
            case FILTERED -> filtered++;
            case LATE -> late++;
            case FUTURE, MALFORMED -> {
                RejectReason reason = record.reason();
                if (reason == null) {
                    throw new IllegalStateException("a record of kind " + record.kind() + " has no reason");
                }
                deadLetters.merge(reason, 1L, Long::sum);
            }
        }
    }

    synchronized Tally tally() {
        return new Tally(good, duplicates, filtered, late, Map.copyOf(deadLetters));
    }
}
