package io.matih.streaming.cli.reconcile;

import io.matih.streaming.record.InputRecord;
import io.matih.streaming.window.WindowSpan;
import java.util.List;
import java.util.function.Function;

/**
 * Where a record belongs, by the job's decoder and by what the late and dead-letter topics hold.
 *
 * @param late what the late topic holds: a good event is either there or in its window
 * @param deadLetters what the dead-letter topic holds
 * @param futureLetters those among them that were rejected as being from the future
 */
record Placement<E extends InputRecord>(
        CarriedRecords late,
        CarriedRecords deadLetters,
        CarriedRecords futureLetters,
        Function<E, List<String>> keyOf,
        long windowMillis) {

    /** The places that a record can belong to. */
    enum Place {
        FILTERED,
        DEAD_LETTERS,
        LATE_EVENTS,
        WINDOW
    }

    Place of(E event) {
        int partition = event.origin.partition;
        long offset = event.origin.offset;
        return switch (event.outcome) {
            case FILTERED -> Place.FILTERED;
            case REJECTED -> Place.DEAD_LETTERS;
            case ACCEPTED -> {
                // By a clock that has gone on since then, it is no longer from the future.
                if (futureLetters.contains(partition, offset)) {
                    yield Place.DEAD_LETTERS;
                }
                yield late.contains(partition, offset) ? Place.LATE_EVENTS : Place.WINDOW;
            }
        };
    }

    long windowStartOf(E event) {
        return WindowSpan.startOf(event.eventTimeMillis, windowMillis);
    }

    WindowKey windowOf(E event) {
        return new WindowKey(windowStartOf(event), keyOf.apply(event));
    }
}
