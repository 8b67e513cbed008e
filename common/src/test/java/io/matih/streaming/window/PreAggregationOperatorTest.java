package io.matih.streaming.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.record.RecordHash;
import io.matih.streaming.window.WindowSettings.PreAggregation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pre-aggregation changes nothing, restarts double nothing, and every event is in exactly one place. */
class PreAggregationOperatorTest {

    private static final int SEEDS = 1_000;

    @Test
    void rowsAndLateEventsEqualThoseOfThePlainTopology() throws Exception {
        for (long seed = 0; seed < SEEDS; seed++) {
            SimulatedScript script = new SimulatedScript(seed);
            try (SimulatedJob bundled = new SimulatedJob(script.partitions, PreAggregation.ON, script.parallelism());
                    SimulatedJob plain =
                            new SimulatedJob(script.partitions, PreAggregation.OFF, script.parallelism())) {
                script.run(bundled);
                script.run(plain);

                assertThat(bundled.rows).as("rows of seed %d", seed).containsExactlyInAnyOrderElementsOf(plain.rows);
                assertThat(bundled.lateEvents)
                        .as("late events of seed %d", seed)
                        .containsExactlyInAnyOrderElementsOf(plain.lateEvents);
                assertThat(bundled.rows)
                        .as("rows of seed %d, recomputed", seed)
                        .containsExactlyInAnyOrderElementsOf(expectedRows(script, bundled));
                assertAccountedFor(script, bundled, seed);
                assertThat(bundled.openWindows())
                        .as("state left by seed %d", seed)
                        .isZero();
            }
        }
    }

    /** Everything that is not late, added up here in the plainest way. */
    private static List<TestRow> expectedRows(SimulatedScript script, SimulatedJob job) {
        Set<String> late = new HashSet<>(job.lateEvents);
        Map<String, List<TestEvent>> windows = new HashMap<>();
        for (List<TestEvent> partition : script.partitions) {
            for (TestEvent event : partition) {
                if (!late.contains(SimulatedJob.identityOf(event.origin))) {
                    long start = Math.floorDiv(event.eventTimeMillis, SimulatedJob.WINDOW_MILLIS);
                    windows.computeIfAbsent(event.key + "@" + start, unused -> new ArrayList<>())
                            .add(event);
                }
            }
        }
        return windows.values().stream().map(PreAggregationOperatorTest::rowOf).toList();
    }

    private static TestRow rowOf(List<TestEvent> events) {
        Set<Long> amounts = new HashSet<>();
        Set<Long> amountsOfEvenPartitions = new HashSet<>();
        long sum = 0;
        long hash = 0;
        for (TestEvent event : events) {
            sum += event.amount;
            amounts.add(event.amount);
            if (event.origin.partition % 2 == 0) {
                amountsOfEvenPartitions.add(event.amount);
            }
            long seed = RecordHash.partitionSeed(RecordHash.topicSeed("events"), event.origin.partition);
            hash += RecordHash.of(seed, event.origin.offset);
        }
        long start = WindowSpan.startOf(events.get(0).eventTimeMillis, SimulatedJob.WINDOW_MILLIS);
        return new TestRow(
                events.get(0).key,
                start,
                start + SimulatedJob.WINDOW_MILLIS,
                sum,
                amounts.size(),
                amounts.stream().mapToLong(Long::longValue).sum(),
                amountsOfEvenPartitions.size(),
                events.size(),
                hash,
                0);
    }

    private static void assertAccountedFor(SimulatedScript script, SimulatedJob job, long seed) {
        List<String> windows = new ArrayList<>();
        long inRows = 0;
        for (TestRow row : job.rows) {
            windows.add(row.key() + "@" + row.start());
            inRows += row.inputRecords();
        }
        Set<String> late = new HashSet<>(job.lateEvents);
        long inPartitions = script.partitions.stream().mapToLong(List::size).sum();
        assertThat(windows).as("one row per key and window, seed %d", seed).doesNotHaveDuplicates();
        assertThat(job.lateEvents).as("each late event once, seed %d", seed).hasSize(late.size());
        assertThat(inRows + late.size())
                .as("events accounted for, seed %d", seed)
                .isEqualTo(inPartitions);
    }
}
