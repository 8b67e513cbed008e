package io.matih.streaming.platform.database;

import io.matih.streaming.platform.generator.Chance;
import java.util.List;

/**
 * A kind of state machine: the states that it goes through one after the other, and how it may end.
 *
 * @param entityType what its transitions call it
 * @param ends the most frequent first
 */
record MachineKind(String entityType, List<String> states, List<String> ends) {

    private static final double FIRST_END = 0.8;

    static final List<MachineKind> ALL = List.of(
            new MachineKind(
                    "workflow",
                    List.of("created", "planned", "running", "waiting_for_approval", "running"),
                    List.of("completed", "failed", "cancelled")),
            new MachineKind(
                    "agent_task",
                    List.of("queued", "assigned", "calling_tools", "reviewing"),
                    List.of("done", "failed")),
            new MachineKind("document", List.of("uploaded", "parsed", "embedded"), List.of("indexed", "rejected")));

    String end(Chance chance) {
        return chance.happens(FIRST_END) ? ends.get(0) : chance.oneOf(ends);
    }
}
