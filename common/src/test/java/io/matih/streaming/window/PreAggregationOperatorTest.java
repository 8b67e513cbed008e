package io.matih.streaming.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.window.WindowSettings.PreAggregation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
                assertAccountedFor(script, bundled, seed);
                assertThat(bundled.openWindows())
                        .as("state left by seed %d", seed)
                        .isZero();
            }
        }
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
