package io.matih.streaming.agentperformance.metric;

import static io.matih.streaming.agentperformance.metric.TraceBuilder.aTrace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.agentperformance.RandomTraces;
import io.matih.streaming.agentperformance.event.AgentTrace;
import io.matih.streaming.sketch.TopEntry;
import io.matih.streaming.window.WindowSpan;
import io.matih.streaming.window.WindowSums;
import java.util.List;
import java.util.Random;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

class AgentPerformanceAccumulatorTest {

    private static final AgentPerformanceKey KEY = new AgentPerformanceKey("acme", "planner");
    private static final WindowSpan WINDOW = new WindowSpan(0, 300_000);

    @Test
    void anySplitMergedInAnyOrderEqualsTheWhole() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<AgentTrace> traces = RandomTraces.of(random, 1 + random.nextInt(400));

            AgentPerformanceAccumulator parts =
                    WindowSums.ofRandomParts(traces, AgentPerformanceAccumulator::new, random);

            assertThat(row(parts)).usingRecursiveComparison().isEqualTo(row(traces.toArray(AgentTrace[]::new)));
        }
    }

    @Test
    void traceWithoutOptionalFieldsLeavesAveragesAndPercentilesUnknown() {
        AgentPerformanceMetrics row = row(aTrace().build());

        assertThat(row.agentName()).isNull();
        assertThat(row.averageLatencyMillis()).isNull();
        assertThat(row.p50LatencyMillis()).isNull();
        assertThat(row.p95LatencyMillis()).isNull();
        assertThat(row.p99LatencyMillis()).isNull();
        assertThat(row.maxLatencyMillis()).isNull();
        assertThat(row.latencyTDigest()).isNull();
        assertThat(row.sessionsHyperLogLog()).isNull();
        assertThat(row.latencyCount()).isZero();
        assertThat(row.latencySumMillis()).isZero();
        assertThat(row.totalTokensInput()).isZero();
        assertThat(row.totalTokensOutput()).isZero();
        assertThat(row.totalCostNanoUsd()).isZero();
        assertThat(row.costPerSuccessNanoUsd()).isZero();
        assertThat(row.distinctSessions()).isZero();
        assertThat(row.topTools()).isEmpty();
        assertThat(row.totalTraces()).isEqualTo(1);
    }

    @Test
    void ratesAddUpToOne() {
        AgentPerformanceMetrics row =
                row(aTrace().build(), aTrace().failed().build(), aTrace().build(), aTrace().build());

        assertThat(row.successes()).isEqualTo(3);
        assertThat(row.failures()).isEqualTo(1);
        assertThat(row.successRate()).isEqualTo(0.75);
        assertThat(row.errorRate()).isEqualTo(0.25);
    }

    @Test
    void costOfFailuresIsPartOfTheCostOfASuccess() {
        AgentPerformanceMetrics row = row(
                aTrace().cost(3).build(),
                aTrace().build(),
                aTrace().failed().cost(2).build());

        assertThat(row.totalCostNanoUsd()).isEqualTo(5);
        assertThat(row.costPerSuccessNanoUsd()).as("2.5 to the even neighbour").isEqualTo(2);
    }

    @Test
    void costPerSuccessIsUnknownWithoutASuccess() {
        AgentPerformanceMetrics row = row(aTrace().failed().cost(2).build());

        assertThat(row.costPerSuccessNanoUsd()).isNull();
        assertThat(row.totalCostNanoUsd()).isEqualTo(2);
        assertThat(row.successRate()).isZero();
    }

    @Test
    void toolCountsOncePerTraceHoweverOftenItWasUsed() {
        AgentPerformanceMetrics row = row(
                aTrace().tools("sql", "search", "sql", "sql").build(),
                aTrace().tools("search").build(),
                aTrace().tools("mail", "mail").build(),
                aTrace().tools("a", "b", "c", "d", "sql", "f", "g", "h", "sql", "a", "mail", "b")
                        .build());

        assertThat(row.topTools())
                .startsWith(
                        new TopEntry("mail", 2),
                        new TopEntry("search", 2),
                        new TopEntry("sql", 2),
                        new TopEntry("a", 1))
                .hasSize(10);
    }

    @Test
    void listOfToolsIsNoLongerThanAsked() {
        AgentPerformanceAccumulator sums = WindowSums.of(
                List.of(
                        aTrace().tools("c", "b", "a").build(),
                        aTrace().tools("c").build()),
                AgentPerformanceAccumulator::new);

        assertThat(AgentPerformanceMetrics.of(KEY, WINDOW, sums, 2, 0).topTools())
                .containsExactly(new TopEntry("c", 2), new TopEntry("a", 1));
    }

    @Test
    void sessionIsCountedOnceInAWindow() {
        AgentPerformanceMetrics row = row(
                aTrace().session("s-1").build(),
                aTrace().session("s-2").build(),
                aTrace().session("s-1").build(),
                aTrace().build());

        assertThat(row.distinctSessions()).isEqualTo(2);
        assertThat(row.sessionsHyperLogLog()).isNotNull();
    }

    @Test
    void sumsArePlainSums() {
        AgentPerformanceMetrics row = row(
                aTrace().latency(100).tokens(7, 1).build(),
                aTrace().latency(300).tokens(5, 2).build(),
                aTrace().build());

        assertThat(row.averageLatencyMillis()).isEqualTo(200.0);
        assertThat(row.latencySumMillis()).isEqualTo(400);
        assertThat(row.latencyCount()).isEqualTo(2);
        assertThat(row.maxLatencyMillis()).isEqualTo(300);
        assertThat(row.p50LatencyMillis()).isEqualTo(100.0);
        assertThat(row.p95LatencyMillis()).isEqualTo(300.0);
        assertThat(row.totalTokensInput()).isEqualTo(12);
        assertThat(row.totalTokensOutput()).isEqualTo(3);
    }

    @Test
    void sumThatLeavesItsColumnFailsLoudly() {
        AgentPerformanceAccumulator sums = new AgentPerformanceAccumulator();
        AgentTrace dear = aTrace().cost(999_999_999_999_999L).build();
        for (int i = 0; i < 1_000; i++) {
            sums.add(dear);
        }

        assertThatThrownBy(() -> sums.add(dear)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void sizeGrowsWithWhatIsKept() {
        AgentPerformanceAccumulator sums = new AgentPerformanceAccumulator();
        long empty = sums.sizeInBytes();
        sums.add(aTrace().tools("a-tool-with-a-name").build());
        long withTool = sums.sizeInBytes();
        for (int millis = 0; millis < 1_000; millis++) {
            sums.add(aTrace().latency(millis).build());
        }

        assertThat(withTool).isGreaterThan(empty);
        assertThat(sums.sizeInBytes()).isGreaterThan(withTool + 1_000);
    }

    @Test
    void stateNeedsNoKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(AgentPerformanceAccumulator.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(AgentPerformanceKey.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(AgentPerformanceMetrics.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(AgentTrace.class);
    }

    @Test
    void keysHashTheSameInEveryJvm() {
        assertThat(KEY.hashCode()).isEqualTo(31 * "acme".hashCode() + "planner".hashCode());
    }

    private static AgentPerformanceMetrics row(AgentTrace... traces) {
        return row(WindowSums.of(List.of(traces), AgentPerformanceAccumulator::new));
    }

    private static AgentPerformanceMetrics row(AgentPerformanceAccumulator sums) {
        return AgentPerformanceMetrics.of(KEY, WINDOW, sums, 10, 0);
    }
}
