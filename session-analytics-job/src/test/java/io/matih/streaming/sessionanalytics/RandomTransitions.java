package io.matih.streaming.sessionanalytics;

import io.matih.streaming.sessionanalytics.event.SessionTransition;
import io.matih.streaming.text.Utf8Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Seeded transitions in which every optional value is absent now and then, sessions come back with other users, agents and
 * ends, and names tie in count but differ in their order by code point and by UTF-16 unit.
 */
public final class RandomTransitions {

    private static final String[] MARKS = {"z", "\uE000", "\uFF21", "\uD83D\uDE00", "é", "A"};

    private RandomTransitions() {}

    /**
     * @param tenants how many; each has its own sessions
     * @param sessions how many for each tenant
     */
    public static List<SessionTransition> of(Random random, int count, int tenants, int sessions) {
        List<SessionTransition> transitions = new ArrayList<>();
        for (int offset = 0; offset < count; offset++) {
            SessionTransition transition = new SessionTransition();
            transition.origin.topic = "state-changes";
            transition.origin.offset = offset;
            transition.tenantId = "tenant-" + random.nextInt(tenants);
            transition.sessionId = Utf8Text.of("session-" + random.nextInt(sessions));
            transition.completed = random.nextInt(6) == 0;
            transition.failed = random.nextInt(15) == 0;
            transition.abandoned = random.nextInt(12) == 0;
            String user = sometimes(random, "user-" + random.nextInt(1 + sessions / 3));
            transition.userId = user == null ? null : Utf8Text.of(user);
            transition.agentId = sometimes(random, name(random, "agent-", 5));
            transition.intent = sometimes(random, name(random, "", 3));
            transition.durationMillis =
                    random.nextInt(3) == 0 ? Math.round(Math.exp(9 + random.nextGaussian())) : SessionTransition.ABSENT;
            transition.turns = random.nextInt(4) == 0 ? random.nextInt(30) : SessionTransition.ABSENT;
            transition.accept();
            transitions.add(transition);
        }
        return transitions;
    }

    private static String name(Random random, String prefix, int numbers) {
        return prefix + MARKS[random.nextInt(MARKS.length)] + random.nextInt(numbers);
    }

    private static @Nullable String sometimes(Random random, String value) {
        return random.nextInt(6) == 0 ? null : value;
    }
}
