package io.matih.streaming.platform.generator;

/** Says of the record with a number at which moment it happens and when it is to be sent; both grow with the number. */
final class Schedule {

    private final TrafficSettings settings;
    private final long startMillis;
    private final DailyRhythm backlog;

    Schedule(TrafficSettings settings) {
        this.settings = settings;
        this.startMillis = settings.start().toEpochMilli();
        this.backlog = new DailyRhythm(startMillis - settings.backlogSpan().toMillis(), settings.backlogSpan());
    }

    /** The moment, in milliseconds since the epoch; never after {@link #dueMillis}. */
    long momentMillis(long index) {
        return isBacklog(index) ? backlog.timeMillisAt((index + 0.5) / settings.backlogRecords()) : liveMillis(index);
    }

    /** When to send it, in milliseconds since the epoch. */
    long dueMillis(long index) {
        return isBacklog(index)
                ? startMillis + index * settings.backlogDuration().toMillis() / settings.backlogRecords()
                : liveMillis(index);
    }

    boolean isBacklog(long index) {
        return index < settings.backlogRecords();
    }

    private long liveMillis(long index) {
        return startMillis + Math.round((index - settings.backlogRecords()) * 1000 / settings.recordsPerSecond());
    }
}
