package io.matih.streaming.benchmark.sidebyside;

import java.util.Random;

/**
 * Makes state changes of one tenant that has the same number of sessions in every window, each of which comes again and again in
 * turns. In size and kind its events are those of {@link SessionGenerator}; every two sessions share a user.
 */
final class DistinctSessionGenerator implements EventGenerator {

    private static final int TENANT = 0;
    private static final int SESSIONS_PER_USER = 2;
    private static final int LONGEST_MILLIS = 300_000;
    private static final String[] STATES = {"created", "active", "waiting"};
    /** Windows that are open at the same time, because events are not in order. */
    private static final int OPEN_WINDOWS = 2;

    private final Random random;
    private final EventTimes times;
    private final StateChangeWriter writer;
    private final long windowMillis;
    private final int sessionsPerWindow;
    private final ChatSession[][] sessions;
    private int turn;

    /** @param sessionsPerWindow how many different sessions each window has */
    DistinctSessionGenerator(
            long seed, int sessionsPerWindow, long startMillis, long windowMillis, double millisPerEvent) {
        this.random = new Random(seed);
        this.times = new EventTimes(random, startMillis, millisPerEvent);
        this.writer = new StateChangeWriter(random);
        this.windowMillis = windowMillis;
        this.sessionsPerWindow = sessionsPerWindow;
        this.sessions = new ChatSession[OPEN_WINDOWS][sessionsPerWindow];
    }

    @Override
    public GeneratedEvent next() {
        return at(times.next());
    }

    @Override
    public GeneratedEvent at(long millis) {
        int place = turn;
        turn = (turn + 1) % sessionsPerWindow;
        long window = Math.floorDiv(millis, windowMillis);
        long number = window * sessionsPerWindow + place;
        ChatSession[] ofWindow = sessions[(int) (window % OPEN_WINDOWS)];
        boolean isNew = ofWindow[place] == null || ofWindow[place].number != number;
        if (isNew) {
            ofWindow[place] = new ChatSession(
                    TENANT,
                    number,
                    number / SESSIONS_PER_USER,
                    STATES[random.nextInt(STATES.length)],
                    millis - random.nextInt(LONGEST_MILLIS),
                    random);
        }
        ChatSession session = ofWindow[place];
        session.lastMillis = millis;
        session.advance(millis, random);
        return new GeneratedEvent(writer.write(StateChangeWriter.SESSION, session), millis, TENANT, isNew ? 1 : 0);
    }
}
