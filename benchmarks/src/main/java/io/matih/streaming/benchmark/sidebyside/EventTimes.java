package io.matih.streaming.benchmark.sidebyside;

import java.util.Random;

/** Event time that grows evenly from event to event, with up to 20 s of disorder. */
final class EventTimes {

    /** Between two events of a topic that is like a busy day. */
    static final double USUAL_MILLIS = 2;

    private static final int DISORDER_MILLIS = 20_000;

    private final Random random;
    private final double startMillis;
    private final double millisPerEvent;
    private long events;

    EventTimes(Random random, long startMillis, double millisPerEvent) {
        this.random = random;
        this.startMillis = startMillis;
        this.millisPerEvent = millisPerEvent;
    }

    /** The moment of the next event. */
    long next() {
        long millis =
                (long) (startMillis + events * millisPerEvent) + DISORDER_MILLIS - random.nextInt(DISORDER_MILLIS);
        events++;
        return millis;
    }
}
