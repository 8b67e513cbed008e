package io.matih.streaming.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
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
        List<String> failures = seeds().parallel()
                .mapToObj(SimulationTest::failure)
                .filter(failure -> !failure.isEmpty())
                .collect(Collectors.toList());

        assertThat(failures).isEmpty();
    }

    private static LongStream seeds() {
        Long one = Long.getLong("simulation.seed");
        return one == null ? LongStream.range(0, Long.getLong("simulation.seeds", 10_000)) : LongStream.of(one);
    }

    /** One line; empty when all is well. */
    private static String failure(long seed) {
        List<String> problems = Simulation.problems(seed);
        return problems.isEmpty()
                ? ""
                : "seed " + seed + ": " + problems.get(0)
                        + (problems.size() == 1 ? "" : " and " + (problems.size() - 1) + " more")
                        + "; again with -Dsimulation.seed=" + seed;
    }
}
