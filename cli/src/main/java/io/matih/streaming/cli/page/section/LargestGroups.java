package io.matih.streaming.cli.page.section;

import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.stream.Collectors;

/** Which groups have a line of their own: as many as there are colours, those with the most input records. */
final class LargestGroups {

    static final String INPUT_RECORDS = "input_records";
    static final String OTHERS = "others";

    private static final int MOST = 8;

    private final Set<String> names;

    private LargestGroups(Set<String> names) {
        this.names = names;
    }

    static LargestGroups of(NavigableMap<String, NavigableMap<Long, Totals>> byGroup) {
        if (byGroup.size() <= MOST) {
            return new LargestGroups(byGroup.keySet());
        }
        Map<String, Long> records = byGroup.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, group -> group.getValue().values().stream()
                        .mapToLong(window -> window.sum(INPUT_RECORDS).longValue())
                        .sum()));
        return new LargestGroups(records.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST - 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet()));
    }

    /** The group itself, or the common name of the small ones. */
    String name(String group) {
        return names.contains(group) ? group : OTHERS;
    }
}
