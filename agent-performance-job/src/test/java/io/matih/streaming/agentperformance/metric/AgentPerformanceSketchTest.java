package io.matih.streaming.agentperformance.metric;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.airlift.slice.Slices;
import io.airlift.stats.TDigest;
import io.airlift.stats.cardinality.HyperLogLog;
import io.matih.streaming.agentperformance.event.AgentTrace;
import io.matih.streaming.window.WindowSpan;
import io.matih.streaming.window.WindowSums;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the sketches of rows with the classes that Trino reads with, and merges windows to hours and days. */
class AgentPerformanceSketchTest {

    private static final int WINDOWS = 12;

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 600, 2_000})
    void sessionsOfManyWindowsAreCountedOnceWithinFivePercent(int sessions) {
        Random random = new Random(sessions);
        Set<String> all = new HashSet<>();
        HyperLogLog merged = HyperLogLog.newInstance(4_096);
        for (int window = 0; window < WINDOWS; window++) {
            List<AgentTrace> traces = new ArrayList<>();
            Set<String> own = new HashSet<>();
            for (int i = 0; i < sessions * 2; i++) {
                // Every window shares about half of its sessions with the one before.
                String session = "session-" + (window * sessions / 2 + random.nextInt(sessions));
                traces.add(TraceBuilder.aTrace().session(session).build());
                own.add(session);
            }
            AgentPerformanceMetrics row = row(traces, random);
            HyperLogLog read = HyperLogLog.newInstance(Slices.wrappedBuffer(requireNonNull(row.sessionsHyperLogLog())));
            merged.mergeWith(read);
            all.addAll(own);

            assertThat(row.distinctSessions()).isEqualTo(own.size());
            assertThat((double) read.cardinality()).isCloseTo(own.size(), within(0.05 * own.size()));
        }

        assertThat((double) merged.cardinality()).isCloseTo(all.size(), within(0.05 * all.size()));
    }

    @Test
    void latenciesOfManyWindowsHaveTheirRanksWithinHalfAPercent() {
        Random random = new Random(3);
        List<Double> all = new ArrayList<>();
        TDigest merged = new TDigest(500);
        for (int window = 0; window < WINDOWS; window++) {
            List<AgentTrace> traces = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                // Some agents answer from what they know, others search first.
                long latencyMillis = Math.round(Math.exp((random.nextInt(3) == 0 ? 4 : 8) + random.nextGaussian() / 2));
                traces.add(TraceBuilder.aTrace().latency(latencyMillis).build());
                all.add((double) latencyMillis);
            }
            AgentPerformanceMetrics row = row(traces, random);
            merged.mergeWith(TDigest.deserialize(Slices.wrappedBuffer(requireNonNull(row.latencyTDigest()))));
        }

        assertThat(merged.getCount()).isEqualTo(all.size());
        for (double quantile = 0.01; quantile < 1; quantile += 0.01) {
            double answer = merged.valueAt(quantile);
            double below = all.stream().filter(value -> value < answer).count() / (double) all.size();
            double upTo = all.stream().filter(value -> value <= answer).count() / (double) all.size();
            assertThat(quantile).as("rank of %s", answer).isBetween(below - 0.005, upTo + 0.005);
        }
    }

    private static AgentPerformanceMetrics row(List<AgentTrace> traces, Random random) {
        return AgentPerformanceMetrics.of(
                new AgentPerformanceKey("acme", "planner"),
                new WindowSpan(0, 300_000),
                WindowSums.ofRandomParts(traces, AgentPerformanceAccumulator::new, random),
                10,
                0);
    }
}
