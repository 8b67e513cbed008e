package io.matih.streaming.platform.generator.session;

import io.matih.streaming.platform.generator.Chance;
import io.matih.streaming.platform.generator.Tenant;
import java.util.List;

/**
 * A user who talks to an agent about something, and what becomes of it.
 *
 * @param secondAgentId who takes over half-way; most of the time the same
 * @param stages how many states it comes to, the start and the end included
 */
record Session(
        Tenant tenant,
        String id,
        String userId,
        String firstAgentId,
        String secondAgentId,
        String intent,
        int stages,
        int firstPhase,
        int failedStage,
        String end,
        long durationMillis) {

    private static final List<String> PHASES =
            List.of("understanding", "planning", "calling_tools", "answering", "waiting_for_user");

    private static final List<String> INTENTS = List.of(
            "order_status",
            "refund",
            "invoice_copy",
            "password_reset",
            "address_change",
            "product_question",
            "complaint",
            "cancellation",
            "appointment",
            "warranty",
            "delivery_delay",
            "data_export",
            "small_talk");

    private static final long LIFE = 4;
    private static final int AGENTS = 14;
    private static final double HANDED_OVER = 0.12;
    private static final double FAILED_ONCE = 0.06;

    static Session of(long seed, long number, int stages) {
        Chance chance = new Chance(seed, number, LIFE);
        Tenant tenant = Tenant.at(chance.share());
        String agent = agent(tenant, chance);
        return new Session(
                tenant,
                tenant.id() + "-session-" + number,
                tenant.id() + "-user-" + chance.below(40 + 900 / (tenant.rank() + 1)),
                agent,
                chance.happens(HANDED_OVER) ? agent(tenant, chance) : agent,
                mostlyFirst(INTENTS, chance),
                stages,
                (int) chance.below(PHASES.size()),
                chance.happens(FAILED_ONCE) ? 1 + (int) chance.below(stages - 2) : -1,
                end(chance.share()),
                Math.round(chance.around(95_000, 0.8)));
    }

    private static String agent(Tenant tenant, Chance chance) {
        long one = chance.below(AGENTS);
        return tenant.id() + "-agent-" + Math.min(one, chance.below(AGENTS));
    }

    private static String mostlyFirst(List<String> choices, Chance chance) {
        double share = chance.share();
        return choices.get((int) (share * share * choices.size()));
    }

    private static String end(double share) {
        if (share < 0.72) {
            return "completed";
        }
        if (share < 0.80) {
            return "failed";
        }
        if (share < 0.84) {
            return "error";
        }
        return share < 0.94 ? "abandoned" : "expired";
    }

    /** A session that failed may go on and still be completed. */
    String stateAt(int stage) {
        if (stage == 0) {
            return "started";
        }
        if (stage == stages - 1) {
            return end;
        }
        return stage == failedStage ? "failed" : PHASES.get((firstPhase + stage) % PHASES.size());
    }

    String agentAt(int stage) {
        return stage < stages / 2 ? firstAgentId : secondAgentId;
    }

    /** Nobody expires on purpose. */
    boolean isEndedBySystem() {
        return end.equals("expired") || end.equals("error");
    }
}
