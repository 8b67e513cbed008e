package io.matih.streaming.benchmark.sidebyside;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SessionGeneratorTest {

    private static final long WINDOW_MILLIS = Duration.ofMinutes(15).toMillis();
    private static final long START_MILLIS =
            Instant.parse("2026-11-20T10:00:00Z").toEpochMilli();
    private static final int EVENTS = 60_000;
    private static final Pattern SESSION = Pattern.compile("\"entity_id\":\"([^\"]+)\"");

    @Test
    void countsEverySessionOnceInEachOfItsWindows() {
        // Two minutes that begin a minute before a window ends.
        EventGenerator generator = new SessionGenerator(1, Spread.EVEN, START_MILLIS - 60_000);
        Set<String> sessions = new HashSet<>();
        int counted = 0;
        int kept = 0;

        for (int number = 0; number < EVENTS; number++) {
            GeneratedEvent event = generator.next();
            counted += event.counted();
            if (event.isKept()) {
                kept++;
                sessions.add(window(event) + " " + session(event));
            }
        }

        assertThat(counted).isEqualTo(sessions.size());
        assertThat(kept).isBetween(EVENTS * 88 / 100, EVENTS * 92 / 100);
    }

    @Test
    void distinctSessionsAreAsManyInEveryWindow() {
        int sessionsPerWindow = 1_000;
        int windows = 3;
        EventGenerator generator = new DistinctSessionGenerator(
                1, sessionsPerWindow, START_MILLIS, WINDOW_MILLIS, (double) windows * WINDOW_MILLIS / EVENTS);
        NavigableMap<Long, Set<String>> sessions = new TreeMap<>();
        int counted = 0;

        for (int number = 0; number < EVENTS; number++) {
            GeneratedEvent event = generator.next();
            counted += event.counted();
            sessions.computeIfAbsent(window(event), window -> new HashSet<>()).add(session(event));
        }

        long first = START_MILLIS / WINDOW_MILLIS;
        assertThat(sessions.headMap(first + windows, false).values())
                .extracting(Set::size)
                .containsExactly(1_000, 1_000, 1_000);
        assertThat(counted)
                .isEqualTo(sessions.values().stream().mapToInt(Set::size).sum());
    }

    private static long window(GeneratedEvent event) {
        return event.eventTimeMillis() / WINDOW_MILLIS;
    }

    private static String session(GeneratedEvent event) {
        Matcher session = SESSION.matcher(new String(event.value(), UTF_8));
        assertThat(session.find()).isTrue();
        return session.group(1);
    }
}
