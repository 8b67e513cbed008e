package io.matih.streaming.sessionanalytics.metric;

import static io.matih.streaming.sessionanalytics.metric.TransitionBuilder.aTransitionOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.sessionanalytics.RandomTransitions;
import io.matih.streaming.sessionanalytics.event.SessionTransition;
import io.matih.streaming.sketch.TopEntry;
import io.matih.streaming.window.WindowSpan;
import io.matih.streaming.window.WindowSums;
import java.util.List;
import java.util.Random;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

class SessionAnalyticsAccumulatorTest {

    private static final WindowSpan WINDOW = new WindowSpan(0, 900_000);

    @Test
    void anySplitMergedInAnyOrderEqualsTheWhole() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<SessionTransition> transitions =
                    RandomTransitions.of(random, 1 + random.nextInt(400), 1, 1 + random.nextInt(300));

            SessionAnalyticsAccumulator parts =
                    WindowSums.ofRandomParts(transitions, SessionAnalyticsAccumulator::new, random);

            assertThat(row(parts))
                    .usingRecursiveComparison()
                    .isEqualTo(row(transitions.toArray(SessionTransition[]::new)));
        }
    }

    @Test
    void transitionWithoutOptionalValuesLeavesAveragesAndPercentilesUnknown() {
        SessionAnalyticsMetrics row = row(aTransitionOf("s").build());

        assertThat(row.totalSessions()).isEqualTo(1);
        assertThat(row.totalEvents()).isEqualTo(1);
        assertThat(row.averageDurationMillis()).isNull();
        assertThat(row.averageTurns()).isNull();
        assertThat(row.p50DurationMillis()).isNull();
        assertThat(row.p99DurationMillis()).isNull();
        assertThat(row.durationTDigest()).isNull();
        assertThat(row.usersHyperLogLog()).isNull();
        assertThat(row.sessionsHyperLogLog()).isNotNull();
        assertThat(row.durationCount()).isZero();
        assertThat(row.turnsCount()).isZero();
        assertThat(row.uniqueUsers()).isZero();
        assertThat(row.completionRate()).isEqualTo(0.0);
        assertThat(row.topAgents()).isEmpty();
        assertThat(row.topIntents()).isEmpty();
    }

    @Test
    void rowOfNothingHasNoRateAndNoSketch() {
        SessionAnalyticsMetrics row = row(new SessionAnalyticsAccumulator());

        assertThat(row.completionRate()).isNull();
        assertThat(row.sessionsHyperLogLog()).isNull();
    }

    @Test
    void sessionCountsOnceInEachOfTheEndsThatItReached() {
        SessionAnalyticsMetrics row = row(
                aTransitionOf("s").failed().build(),
                aTransitionOf("s").failed().build(),
                aTransitionOf("s").completed().build(),
                aTransitionOf("s").abandoned().build(),
                aTransitionOf("t").build());

        assertThat(row.totalSessions()).isEqualTo(2);
        assertThat(row.completedSessions()).isEqualTo(1);
        assertThat(row.failedSessions()).isEqualTo(1);
        assertThat(row.abandonedSessions()).isEqualTo(1);
        assertThat(row.completionRate()).isEqualTo(0.5);
        assertThat(row.totalEvents()).isEqualTo(5);
    }

    @Test
    void sessionThatChangesItsAgentUserAndIntentCountsForBoth() {
        SessionAnalyticsMetrics row = row(
                aTransitionOf("s").agent("a").user("u").intent("i").build(),
                aTransitionOf("s").agent("b").user("v").intent("j").build(),
                aTransitionOf("s").agent("a").user("u").intent("i").build(),
                aTransitionOf("t").agent("b").user("v").intent("j").build());

        assertThat(row.topAgents()).containsExactly(new TopEntry("b", 2), new TopEntry("a", 1));
        assertThat(row.topIntents()).containsExactly(new TopEntry("j", 2), new TopEntry("i", 1));
        assertThat(row.uniqueUsers()).isEqualTo(2);
    }

    @Test
    void listsAreAsLongAsTheyMayBe() {
        SessionAnalyticsAccumulator sums = WindowSums.of(
                List.of(
                        aTransitionOf("s").agent("b").intent("x").build(),
                        aTransitionOf("s").agent("a").intent("y").build()),
                SessionAnalyticsAccumulator::new);

        SessionAnalyticsMetrics row = SessionAnalyticsMetrics.of(new SessionAnalyticsKey("acme"), WINDOW, sums, 0, 1);

        assertThat(row.topAgents()).containsExactly(new TopEntry("a", 1));
        assertThat(row.topIntents()).containsExactly(new TopEntry("x", 1));
    }

    @Test
    void numbersAreAveragedOverTheEventsThatHaveThem() {
        SessionAnalyticsMetrics row = row(
                aTransitionOf("s").duration(0).turns(3).build(),
                aTransitionOf("s").duration(1_000).build(),
                aTransitionOf("t").turns(0).build(),
                aTransitionOf("u").build());

        assertThat(row.averageDurationMillis()).isEqualTo(500.0);
        assertThat(row.durationSumMillis()).isEqualTo(1_000);
        assertThat(row.durationCount()).isEqualTo(2);
        assertThat(row.p50DurationMillis()).isEqualTo(0.0);
        assertThat(row.p95DurationMillis()).isEqualTo(1_000.0);
        assertThat(row.averageTurns()).isEqualTo(1.5);
        assertThat(row.turnsSum()).isEqualTo(3);
        assertThat(row.turnsCount()).isEqualTo(2);
    }

    @Test
    void sumThatLeavesItsColumnFailsLoudly() {
        SessionAnalyticsAccumulator sums = new SessionAnalyticsAccumulator();
        sums.turns = Long.MAX_VALUE;
        sums.durationMillis = Long.MAX_VALUE;

        assertThatThrownBy(() -> sums.add(aTransitionOf("s").turns(1).build())).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> sums.add(aTransitionOf("s").duration(1).build()))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> sums.merge(sums)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void stateNeedsNoKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(SessionAnalyticsAccumulator.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(SessionAnalyticsKey.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(SessionAnalyticsMetrics.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(SessionTransition.class);
    }

    private static SessionAnalyticsMetrics row(SessionTransition... transitions) {
        return row(WindowSums.of(List.of(transitions), SessionAnalyticsAccumulator::new));
    }

    private static SessionAnalyticsMetrics row(SessionAnalyticsAccumulator sums) {
        return SessionAnalyticsMetrics.of(new SessionAnalyticsKey("acme"), WINDOW, sums, 0, 10);
    }
}
