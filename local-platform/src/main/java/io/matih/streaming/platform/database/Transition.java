package io.matih.streaming.platform.database;

import io.matih.streaming.platform.generator.Chance;
import io.matih.streaming.platform.generator.Tenant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One step of a state machine. A function of its number and a seed, so that a writer that is started again goes on where
 * the last one ended. Machines run side by side in lanes, one after the other in each.
 */
record Transition(
        String id,
        String entityType,
        String entityId,
        String tenantId,
        String fromState,
        String toState,
        String triggeredBy,
        @Nullable String reason,
        String metadata) {

    private static final int LANES = 60;
    private static final long MACHINE = 5;
    private static final long STEP = 6;
    private static final double BY_SYSTEM = 0.4;
    private static final double WITH_REASON = 0.5;
    private static final List<String> REASONS = List.of("schedule", "user request", "policy", "retry", "webhook");
    private static final String ID_PREFIX = "transition-";

    static Transition of(long seed, long number) {
        long lane = Math.floorMod(number, LANES);
        MachineKind kind = new Chance(seed, lane, MACHINE).oneOf(MachineKind.ALL);
        int steps = kind.states().size();
        // Lanes are at different steps, so that machines do not all begin at once.
        long position = Math.floorDiv(number, LANES) + lane;
        int step = Math.floorMod(position, steps);
        long machine = Math.floorDiv(position, steps) * LANES + lane;

        Chance ofMachine = new Chance(seed, machine + LANES, MACHINE);
        Tenant tenant = Tenant.at(ofMachine.share());
        String end = kind.end(ofMachine);
        Chance chance = new Chance(seed, number, STEP);
        return new Transition(
                id(number),
                kind.entityType(),
                tenant.id() + "-" + kind.entityType() + "-" + machine,
                tenant.id(),
                kind.states().get(step),
                step == steps - 1 ? end : kind.states().get(step + 1),
                chance.happens(BY_SYSTEM) ? "system" : tenant.id() + "-user-" + chance.below(40),
                chance.happens(WITH_REASON) ? chance.oneOf(REASONS) : null,
                "{\"attempt\":" + (1 + chance.below(3)) + "}");
    }

    /** Sorts as the number does. */
    static String id(long number) {
        return String.format(Locale.ROOT, "%s%010d", ID_PREFIX, number);
    }
}
