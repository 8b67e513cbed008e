package io.matih.streaming.sessionanalytics.metric;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.airlift.slice.Slices;
import io.airlift.stats.TDigest;
import io.airlift.stats.cardinality.HyperLogLog;
import io.matih.streaming.sessionanalytics.RandomTransitions;
import io.matih.streaming.sessionanalytics.event.SessionTransition;
import io.matih.streaming.text.Utf8Text;
import io.matih.streaming.window.WindowSpan;
import io.matih.streaming.window.WindowSums;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sketches of several windows, merged by the classes with which Trino merges them. */
class SessionSketchesTest {

    private static final int WINDOWS = 12;

    @ParameterizedTest
    @ValueSource(ints = {5, 200, 3_000, 40_000})
    void sessionsAndUsersOfMergedWindowsAreWithinFivePercent(int sessions) {
        List<SessionAnalyticsMetrics> rows = new ArrayList<>();
        Set<Utf8Text> distinctSessions = new HashSet<>();
        Set<Utf8Text> distinctUsers = new HashSet<>();
        for (List<SessionTransition> window : windows(sessions)) {
            rows.add(row(window));
            window.forEach(transition -> distinctSessions.add(transition.sessionId));
            window.stream()
                    .map(transition -> transition.userId)
                    .filter(Objects::nonNull)
                    .forEach(distinctUsers::add);
        }

        assertEstimate(rows, SessionAnalyticsMetrics::sessionsHyperLogLog, distinctSessions.size());
        assertEstimate(rows, SessionAnalyticsMetrics::usersHyperLogLog, distinctUsers.size());
    }

    @Test
    void mergedDigestsAreWithinHalfAPercentOfRanks() {
        List<Double> durations = new ArrayList<>();
        TDigest merged = new TDigest(500);
        for (List<SessionTransition> window : windows(3_000)) {
            merged.mergeWith(TDigest.deserialize(
                    Slices.wrappedBuffer(requireNonNull(row(window).durationTDigest()))));
            window.stream()
                    .filter(transition -> transition.durationMillis != SessionTransition.ABSENT)
                    .forEach(transition -> durations.add((double) transition.durationMillis));
        }
        durations.sort(null);

        assertThat(merged.getCount()).isEqualTo(durations.size());
        double allowed = Math.max(1, 0.005 * durations.size());
        for (int perMille = 10; perMille < 1_000; perMille += 10) {
            double value = merged.valueAt(perMille / 1_000.0);
            double rank = perMille / 1_000.0 * durations.size();
            long below = durations.stream().filter(each -> each < value).count();
            long upTo = durations.stream().filter(each -> each <= value).count();
            double error = Math.max(0, Math.max(below - rank, rank - upTo));
            assertThat(error).as("p%s", perMille / 10.0).isLessThanOrEqualTo(allowed);
        }
    }

    private static void assertEstimate(
            List<SessionAnalyticsMetrics> rows,
            Function<SessionAnalyticsMetrics, byte @Nullable []> column,
            int distinct) {
        HyperLogLog merged = HyperLogLog.newInstance(4_096);
        for (SessionAnalyticsMetrics row : rows) {
            merged.mergeWith(HyperLogLog.newInstance(Slices.wrappedBuffer(requireNonNull(column.apply(row)))));
        }
        assertThat((double) merged.cardinality()).isCloseTo(distinct, within(0.05 * distinct));
    }

    /** Many sessions go on from one window into the next. */
    private static List<List<SessionTransition>> windows(int sessions) {
        List<List<SessionTransition>> windows = new ArrayList<>();
        Random random = new Random(sessions);
        for (int window = 0; window < WINDOWS; window++) {
            windows.add(RandomTransitions.of(random, Math.max(30, sessions / 4), 1, sessions));
        }
        return windows;
    }

    private static SessionAnalyticsMetrics row(List<SessionTransition> window) {
        return SessionAnalyticsMetrics.of(
                new SessionAnalyticsKey("tenant-0"),
                new WindowSpan(0, 900_000),
                WindowSums.ofRandomParts(window, SessionAnalyticsAccumulator::new, new Random(1)),
                0,
                10);
    }
}
