package io.matih.streaming.benchmark.sidebyside;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * Makes the state changes of 15,000 sessions at a time: five changes each on average, over three minutes. One change in ten is
 * of another kind of thing.
 */
final class SessionGenerator implements EventGenerator {

    private static final int OPEN_SESSIONS = 15_000;
    private static final int USERS = 50_000;
    private static final long WINDOW_MILLIS = Duration.ofMinutes(15).toMillis();
    private static final String[] OTHER_ENTITIES = {"workflow", "agent_task", "document"};

    private final Random random;
    private final Spread spread;
    private final EventTimes times;
    private final StateChangeWriter writer;
    private final Map<Integer, ChatSession> open = new HashMap<>();
    private final long[] countedWindows = new long[OPEN_SESSIONS];
    private long sessions;

    SessionGenerator(long seed, Spread spread, long startMillis) {
        this.random = new Random(seed);
        this.spread = spread;
        this.times = new EventTimes(random, startMillis, EventTimes.USUAL_MILLIS);
        this.writer = new StateChangeWriter(random);
    }

    @Override
    public GeneratedEvent next() {
        long millis = times.next();
        if (random.nextInt(10) == 0) {
            ChatSession other = create(millis);
            other.advance(millis, random);
            byte[] value = writer.write(OTHER_ENTITIES[random.nextInt(OTHER_ENTITIES.length)], other);
            return new GeneratedEvent(value, millis, GeneratedEvent.FILTERED, 0);
        }
        int place = random.nextInt(OPEN_SESSIONS);
        ChatSession session = open.get(place);
        if (session == null) {
            session = create(millis);
            open.put(place, session);
            countedWindows[place] = Long.MIN_VALUE;
        }
        session.advance(millis, random);
        long window = Math.floorDiv(session.lastMillis, WINDOW_MILLIS);
        int counted = window == countedWindows[place] ? 0 : 1;
        countedWindows[place] = window;
        if (session.hasEnded()) {
            open.remove(place);
        }
        return event(session, counted);
    }

    @Override
    public GeneratedEvent at(long millis) {
        ChatSession session = create(millis);
        session.advance(millis, random);
        return event(session, 1);
    }

    private GeneratedEvent event(ChatSession session, int counted) {
        return new GeneratedEvent(
                writer.write(StateChangeWriter.SESSION, session), session.lastMillis, session.tenant, counted);
    }

    private ChatSession create(long millis) {
        return new ChatSession(
                spread.tenant(random), sessions++, random.nextInt(USERS), ChatSession.NEW, millis, random);
    }
}
