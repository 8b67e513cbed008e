package io.matih.streaming.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TransitionTest {

    private static final int MANY = 5_000;

    @Test
    void sameSeedMakesTheSameTransitions() {
        assertThat(transitions(7)).isEqualTo(transitions(7)).isNotEqualTo(transitions(8));
    }

    @Test
    void machineGoesOnFromTheStateItIsIn() {
        Map<String, String> stateByMachine = new HashMap<>();
        int continued = 0;
        for (Transition transition : transitions(1)) {
            String before = stateByMachine.put(transition.entityId(), transition.toState());
            if (before != null) {
                assertThat(transition.fromState()).isEqualTo(before);
                continued++;
            }
        }
        assertThat(continued).isGreaterThan(MANY / 2);
    }

    @Test
    void tenantsAndKindsAreMany() {
        assertThat(transitions(1).stream().map(Transition::tenantId).distinct()).hasSizeGreaterThan(10);
        assertThat(transitions(1).stream().map(Transition::entityType).distinct())
                .hasSize(MachineKind.ALL.size());
    }

    private static List<Transition> transitions(long seed) {
        return LongStream.range(0, MANY)
                .mapToObj(number -> Transition.of(seed, number))
                .toList();
    }
}
