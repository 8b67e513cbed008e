package io.matih.streaming.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens between the source and the table, every event is in exactly one place and every row once.
 *
 * <p>Seeds from 0 on; {@code -Dsimulation.seeds=N} says how many. A seed that fails is named, and runs alone with
 * {@code -Dsimulation.seed=S}.
 */
class SimulationTest {

    @Test
    void everyEventIsInExactlyOnePlaceWhateverFails() {
        assertThat(Simulation.failures(seeds())).isEmpty();
    }

    private static LongStream seeds() {
        Long one = Long.getLong("simulation.seed");
        return one == null ? LongStream.range(0, Long.getLong("simulation.seeds", 10_000)) : LongStream.of(one);
    }
}
