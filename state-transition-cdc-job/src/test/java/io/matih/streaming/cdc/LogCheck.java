package io.matih.streaming.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.cdc.change.StateTransition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares a log with the changes that were made. */
final class LogCheck {

    private LogCheck() {}

    /**
     * Every change is in the log once and in order: a row that was read in the snapshot with all its later changes, any other
     * with all of them from its creation on.
     *
     * @param streamedFrom the first number that was certainly given after the snapshot was read; rows with lower ones may have
     *     come and gone before
     */
    static void assertExact(List<StateTransition> log, Workload workload, int streamedFrom) {
        Map<String, List<String>> logged = new HashMap<>();
        for (StateTransition change : log) {
            logged.computeIfAbsent(change.transitionId, id -> new ArrayList<>())
                    .add(change.operation + " " + change.triggerReason);
        }
        Map<String, String> wrong = new LinkedHashMap<>();
        workload.history().forEach((id, made) -> {
            List<String> found = logged.getOrDefault(id, List.of());
            if (!fits(found, made, streamedFrom)) {
                wrong.put(id, "made " + made + " but logged " + found);
            }
        });
        logged.keySet().stream()
                .filter(id -> !workload.history().containsKey(id))
                .forEach(id -> wrong.put(id, "never made but logged " + logged.get(id)));
        assertThat(wrong).isEmpty();
        assertThat(replayed(log)).isEqualTo(workload.rows());
    }

    private static boolean fits(List<String> found, List<String> made, int streamedFrom) {
        if (found.isEmpty()) {
            return made.get(made.size() - 1).startsWith("d ") && number(made.get(0)) < streamedFrom;
        }
        String first = found.get(0);
        if (!first.startsWith("r ")) {
            return found.equals(made);
        }
        int read = number(first);
        List<String> after = made.stream()
                .filter(change -> number(change) > read || change.equals("d " + read))
                .toList();
        return found.subList(1, found.size()).equals(after) && made.stream().anyMatch(change -> number(change) == read);
    }

    private static int number(String change) {
        return Integer.parseInt(change.substring(2));
    }

    /** The table as the log tells it. */
    private static Map<String, Integer> replayed(List<StateTransition> log) {
        Map<String, Integer> rows = new HashMap<>();
        for (StateTransition change : log) {
            if (change.operation.equals("d")) {
                rows.remove(change.transitionId);
            } else {
                rows.put(change.transitionId, Integer.valueOf(String.valueOf(change.triggerReason)));
            }
        }
        return rows;
    }
}
