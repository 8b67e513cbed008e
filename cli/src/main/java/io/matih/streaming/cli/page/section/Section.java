package io.matih.streaming.cli.page.section;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows of one job's table.
 *
 * @param question that it answers, as a line under the title
 * @param groupColumn whose values are the groups of the charts; null where nothing is grouped
 * @param groups what the groups are called, such as {@code models}; null where nothing is grouped
 * @param rows a query of the view {@code {}} that gives a row with a window for each row of a table without windows; of a
 *     table with windows the view itself
 * @param listing of the newest rows; null where windows say enough
 */
@JsonIgnoreProperties({"groupColumn", "rows"})
public record Section(
        String title,
        String question,
        @Nullable String groupColumn,
        @Nullable String groups,
        List<Tile> tiles,
        List<Chart> charts,
        String rows,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Listing listing) {

    /** Of a table with windows. */
    public Section(
            String title,
            String question,
            @Nullable String groupColumn,
            @Nullable String groups,
            List<Tile> tiles,
            List<Chart> charts) {
        this(title, question, groupColumn, groups, tiles, charts, "{}", null);
    }

    /** A section without tiles and charts: the page still shows freshness, the ledger and the buttons. */
    public static Section plain(String title) {
        return new Section(title, "", null, null, List.of(), List.of());
    }

    /** The columns to sum, sorted. */
    Set<String> columns() {
        Set<String> columns = new TreeSet<>();
        tiles.stream()
                .flatMap(Tile::figures)
                .forEach(figure -> columns.addAll(figure.measure().columns()));
        charts.forEach(chart -> columns.addAll(chart.columns()));
        if (groupColumn != null) {
            columns.add(LargestGroups.INPUT_RECORDS);
        }
        return columns;
    }
}
