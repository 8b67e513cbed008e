package io.matih.streaming.cli.page.section;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a section, in the order in which it declares tiles and charts.
 *
 * @param windowMillis length of a window; 0 without a row
 * @param windowCount how many windows have a row
 * @param stepMillis time between two points, a multiple of the window
 * @param points starts of all points in milliseconds since 1970, ascending
 * @param groups names of the groups, in the order of the lines
 * @param tiles for each tile its figure and then those of its note
 * @param charts for each chart its lines or bars
 * @param newest the rows of the listing, newest first; empty without a listing
 */
public record Series(
        long windowMillis,
        int windowCount,
        long stepMillis,
        List<Long> points,
        List<String> groups,
        List<List<@Nullable Double>> tiles,
        List<List<Plot>> charts,
        List<List<String>> newest) {

    /** Of a table without a row. */
    public static final Series EMPTY = new Series(0, 0, 0, List.of(), List.of(), List.of(), List.of(), List.of());
}
