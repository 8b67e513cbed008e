package io.matih.streaming.platform.generator;

/**
 * The records of one stream by number: which kind comes when. Any of them can be asked for in any order.
 *
 * <p>The first ones are never late: a partition must have seen some events before one of them can be.
 */
public final class RecordSequence {

    private static final long NEVER_LATE = 200;
    private static final long KIND = 1;

    private final EventStream stream;
    private final TrafficSettings settings;
    private final Schedule schedule;

    public RecordSequence(EventStream stream, TrafficSettings settings) {
        this.stream = stream;
        this.settings = settings;
        this.schedule = new Schedule(settings);
    }

    /** The record with this number, from 0. */
    public GeneratedRecord record(long index) {
        long momentMillis = schedule.momentMillis(index);
        RecordKind kind = kind(index);
        if (kind != RecordKind.DUPLICATE) {
            return stream.make(kind, index, momentMillis);
        }
        // Nothing between the two moves the time of their partition, so that the second is not late either.
        for (long earlier = index - 1; earlier >= 0; earlier--) {
            if (kind(earlier) == RecordKind.GOOD) {
                return stream.make(RecordKind.GOOD, earlier, schedule.momentMillis(earlier))
                        .sentAgainAt(momentMillis);
            }
        }
        return stream.make(RecordKind.GOOD, index, momentMillis);
    }

    private RecordKind kind(long index) {
        RecordKind kind = settings.shares().kindAt(new Chance(settings.seed(), index, KIND).share());
        return kind == RecordKind.LATE && index < NEVER_LATE ? RecordKind.GOOD : kind;
    }

    boolean has(long index) {
        return index < settings.limit();
    }

    boolean isBacklog(long index) {
        return schedule.isBacklog(index);
    }

    long dueMillis(long index) {
        return schedule.dueMillis(index);
    }
}
