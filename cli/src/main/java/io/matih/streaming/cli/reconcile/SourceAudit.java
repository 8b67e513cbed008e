package io.matih.streaming.cli.reconcile;

import io.matih.streaming.cli.reconcile.Placement.Place;
import io.matih.streaming.cli.reconcile.RecordFault.Kind;
import io.matih.streaming.record.InputRecord;
import io.matih.streaming.record.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;

/**
 * Goes over the records of the source, in the order of each partition, and enters into the books what belongs into the
 * windows. What should be a dead letter or may be late is looked up at once.
 */
final class SourceAudit<E extends InputRecord> {

    private final OffsetRange range;
    private final WindowScope scope;
    private final long allowedLatenessMillis;
    private final Placement<E> placement;
    private final IntFunction<PartitionTimeline> newTimeline;
    private final WindowBooks books;
    private final RecordFaults faults;
    private final RecordHashes hashes = new RecordHashes();
    private final Map<Integer, PartitionTimeline> timelines = new HashMap<>();
    private final SourceCounts counts = new SourceCounts();

    SourceAudit(
            OffsetRange range,
            WindowScope scope,
            long allowedLatenessMillis,
            Placement<E> placement,
            IntFunction<PartitionTimeline> newTimeline,
            WindowBooks books,
            RecordFaults faults) {
        this.range = range;
        this.scope = scope;
        this.allowedLatenessMillis = allowedLatenessMillis;
        this.placement = placement;
        this.newTimeline = newTimeline;
        this.books = books;
        this.faults = faults;
    }

    SourceCounts counts() {
        return counts;
    }

    void add(E event) {
        counts.read++;
        int partition = event.origin.partition;
        long offset = event.origin.offset;
        Place place = placement.of(event);
        boolean isLetter = placement.deadLetters().match(partition, offset);
        boolean isLate = placement.late().match(partition, offset);
        counts.deadLettered += isLetter ? 1 : 0;
        counts.late += isLate ? 1 : 0;
        if (isLetter && place != Place.DEAD_LETTERS) {
            misplaced(event, "is a dead letter, but belongs to the " + name(place));
        }
        if (isLate && place != Place.LATE_EVENTS) {
            misplaced(event, "is in the late topic, but belongs to the " + name(place));
        }
        switch (place) {
            case FILTERED -> counts.filtered++;
            case DEAD_LETTERS -> expectLetter(event, isLetter || isLate);
            case LATE_EVENTS -> judgeLate(event);
            case WINDOW -> expectInWindow(event);
        }
        if (event.outcome == Outcome.ACCEPTED && place != Place.DEAD_LETTERS) {
            timeline(partition).advance(event.eventTimeMillis, event.origin.timestamp);
        }
    }

    private void expectLetter(E event, boolean isSomewhere) {
        if (isSomewhere) {
            return;
        }
        if (range.isDecided(event.origin.partition, event.origin.offset)) {
            String reason = Objects.requireNonNull(event.reason).code();
            faults.add(Kind.LOST, Origin.of(event), "should be a dead letter (" + reason + ")");
        } else {
            counts.undecided++;
        }
    }

    private void judgeLate(E event) {
        long deadline = placement.windowStartOf(event) + scope.sizeMillis() + allowedLatenessMillis;
        if (timeline(event.origin.partition).isInTime(deadline, event.origin.timestamp)) {
            misplaced(event, "is in the late topic, but came in time for its window");
        }
    }

    private void expectInWindow(E event) {
        long start = placement.windowStartOf(event);
        if (!scope.contains(start)) {
            counts.notCompared++;
            return;
        }
        WindowSums sums = books.of(start, placement.keyOf().apply(event));
        long hash = hashes.of(event.origin);
        if (range.isDecided(event.origin.partition, event.origin.offset)) {
            sums.expect(hash);
        } else {
            sums.expectPerhaps(hash);
        }
    }

    private PartitionTimeline timeline(int partition) {
        return timelines.computeIfAbsent(partition, newTimeline::apply);
    }

    private void misplaced(E event, String detail) {
        faults.add(Kind.MISPLACED, Origin.of(event), detail);
    }

    private static String name(Place place) {
        return switch (place) {
            case FILTERED -> "filtered ones";
            case DEAD_LETTERS -> "dead letters";
            case LATE_EVENTS -> "late topic";
            case WINDOW -> "window";
        };
    }
}
