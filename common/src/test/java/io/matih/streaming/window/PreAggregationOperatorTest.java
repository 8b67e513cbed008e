package io.matih.streaming.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.window.WindowSettings.PreAggregation;
import org.junit.jupiter.api.Test;

/** Pre-aggregation changes nothing. That the rows are right is what {@link SimulationTest} shows. */
class PreAggregationOperatorTest {

    private static final int SEEDS = 200;

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
                assertThat(bundled.openWindows())
                        .as("state left by seed %d", seed)
                        .isZero();
            }
        }
    }
}
