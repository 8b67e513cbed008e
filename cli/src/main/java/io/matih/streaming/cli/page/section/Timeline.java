package io.matih.streaming.cli.page.section;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A table's totals over event time. Where there are many windows, neighbours share a point; where there are many groups, the
 * small ones share a line.
 */
final class Timeline {

    private static final int MOST_POINTS = 40;
    private static final int STEPS_DOUBLE_FROM = 12;

    private final int windowCount;
    private final long stepMillis;
    private final NavigableMap<Long, Integer> windowsByPoint = new TreeMap<>();
    private final Map<String, NavigableMap<Long, Totals>> pointsByGroup = new TreeMap<>();
    private final NavigableMap<Long, Totals> points = new TreeMap<>();
    private final Totals total = new Totals();

    Timeline(TableTotals table) {
        NavigableSet<Long> windows = new TreeSet<>();
        table.byGroup().values().forEach(group -> windows.addAll(group.keySet()));
        windowCount = windows.size();
        stepMillis = windows.isEmpty() ? 0 : step(table.windowMillis(), windows.last() - windows.first());
        windows.forEach(start -> windowsByPoint.merge(pointOf(start), 1, Integer::sum));
        LargestGroups largest = LargestGroups.of(table.byGroup());
        table.byGroup()
                .forEach((group, totals) -> totals.forEach((start, window) -> add(largest.name(group), start, window)));
        points.values().forEach(total::add);
    }

    private void add(String group, long start, Totals window) {
        pointsByGroup
                .computeIfAbsent(group, first -> new TreeMap<>())
                .computeIfAbsent(pointOf(start), first -> new Totals())
                .add(window);
        points.computeIfAbsent(pointOf(start), first -> new Totals()).add(window);
    }

    private long pointOf(long start) {
        return start - start % stepMillis;
    }

    /** One, two, four or twelve windows, then twice as many each time: hours stay whole. */
    private static long step(long windowMillis, long spanMillis) {
        long windows = 1;
        while (spanMillis / (windows * windowMillis) >= MOST_POINTS) {
            windows = windows == 4 ? STEPS_DOUBLE_FROM : windows * 2;
        }
        return windows * windowMillis;
    }

    int windowCount() {
        return windowCount;
    }

    long stepMillis() {
        return stepMillis;
    }

    /** Starts of all points, ascending. */
    List<Long> starts() {
        return List.copyOf(windowsByPoint.keySet());
    }

    Totals total() {
        return total;
    }

    /** Sorted by name, the rest last. */
    List<String> groups() {
        List<String> names = new ArrayList<>(pointsByGroup.keySet());
        if (names.remove(LargestGroups.OTHERS)) {
            names.add(LargestGroups.OTHERS);
        }
        return names;
    }

    /** One value for each point; null where the group has no row or the measure no data. */
    List<@Nullable Double> group(String name, Measure measure) {
        return values(pointsByGroup.getOrDefault(name, Collections.emptyNavigableMap()), measure);
    }

    /** One value for each point, over all groups. */
    List<@Nullable Double> all(Measure measure) {
        return values(points, measure);
    }

    private List<@Nullable Double> values(NavigableMap<Long, Totals> totals, Measure measure) {
        List<@Nullable Double> values = new ArrayList<>();
        windowsByPoint.forEach((start, windows) -> {
            Totals point = totals.get(start);
            values.add(point == null ? null : measure.of(point, windows));
        });
        return values;
    }

    /** A list of one value that may be null. */
    static List<@Nullable Double> values(@Nullable Double value) {
        List<@Nullable Double> values = new ArrayList<>();
        values.add(value);
        return values;
    }
}
