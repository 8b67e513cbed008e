package io.matih.streaming.benchmark.sidebyside;

import java.util.Random;

/** A session as far as it has come: created, then active and waiting in turns, in the end completed, failed or abandoned. */
final class ChatSession {

    /** The state before a session is created. */
    static final String NEW = "new";

    private static final int AGENTS = 25;
    private static final int INTENTS = 12;

    final int tenant;
    final long number;
    final long user;
    final int intent;
    int agent;
    int turns;
    String from;
    String to;
    long lastMillis;
    private final long startMillis;

    ChatSession(int tenant, long number, long user, String state, long startMillis, Random random) {
        this.tenant = tenant;
        this.number = number;
        this.user = user;
        this.from = state;
        this.to = state;
        this.agent = random.nextInt(AGENTS);
        this.intent = random.nextInt(INTENTS);
        this.startMillis = startMillis;
        this.lastMillis = startMillis;
    }

    /** Moves on to the next state, not before the last one. */
    void advance(long millis, Random random) {
        lastMillis = Math.max(lastMillis, millis);
        int chance = random.nextInt(100);
        from = to;
        to = switch (from) {
            case NEW -> "created";
            case "active" -> chance < 60 ? "waiting" : chance < 92 ? "completed" : chance < 97 ? "failed" : "error";
            case "waiting" -> chance < 85 ? "active" : chance < 95 ? "abandoned" : "expired";
            default -> "active";
        };
        if (to.equals("active")) {
            turns++;
            if (random.nextInt(20) == 0) {
                agent = random.nextInt(AGENTS);
            }
        }
    }

    long durationMillis() {
        return lastMillis - startMillis;
    }

    boolean hasEnded() {
        return switch (to) {
            case "completed", "failed", "error", "abandoned", "expired" -> true;
            default -> false;
        };
    }
}
