package io.matih.streaming.endtoend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * All changes that were made to the table, to be compared with its log. A change is its operation and the number that the
 * row then holds in {@code trigger_reason}, such as {@code u 17}; no two rows or updates have the same number.
 */
final class TransitionHistory {

    private static final Comparator<Map<String, String>> BY_POSITION = Comparator.comparingLong(
            change -> "r".equals(change.get("op")) ? 0 : Long.parseLong(Objects.requireNonNull(change.get("lsn"))));

    private final Map<String, List<String>> made = new HashMap<>();

    void add(String id, String operation, int number) {
        made.computeIfAbsent(id, key -> new ArrayList<>()).add(operation + " " + number);
    }

    /**
     * The ids whose changes are not in the log once and in order: a row that the snapshot has read with all its later changes,
     * any other with all of them from its creation on.
     *
     * @param streamedFrom a number that was given after the snapshot was read; rows with lower ones may have come and gone
     *     before it
     */
    Map<String, String> differences(List<Map<String, String>> log, int streamedFrom) {
        Map<String, List<String>> logged = changesById(log);
        Map<String, String> differences = new TreeMap<>();
        made.forEach((id, changes) -> {
            List<String> found = logged.getOrDefault(id, List.of());
            if (!fits(found, changes, streamedFrom)) {
                differences.put(id, "made " + changes + " but logged " + found);
            }
        });
        logged.forEach((id, found) -> {
            if (!made.containsKey(id)) {
                differences.put(id, "never made but logged " + found);
            }
        });
        return differences;
    }

    private static boolean fits(List<String> found, List<String> made, int streamedFrom) {
        if (found.isEmpty()) {
            return isDeletion(made.get(made.size() - 1)) && number(made.get(0)) < streamedFrom;
        }
        if (!found.get(0).startsWith("r ")) {
            return found.equals(made);
        }
        int read = number(found.get(0));
        for (int i = 0; i < made.size(); i++) {
            if (number(made.get(i)) == read) {
                return found.subList(1, found.size()).equals(made.subList(i + 1, made.size()));
            }
        }
        return false;
    }

    private static Map<String, List<String>> changesById(List<Map<String, String>> log) {
        Map<String, List<String>> changes = new HashMap<>();
        log.stream().sorted(BY_POSITION).forEach(change -> changes.computeIfAbsent(
                        change.get("transition_id"), id -> new ArrayList<>())
                .add(change.get("op") + " " + change.get("trigger_reason")));
        return changes;
    }

    private static boolean isDeletion(String change) {
        return change.startsWith("d ");
    }

    private static int number(String change) {
        return Integer.parseInt(change.substring(2));
    }
}
