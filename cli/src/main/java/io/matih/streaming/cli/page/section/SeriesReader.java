package io.matih.streaming.cli.page.section;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/** Computes what a section shows, from any table that has its columns. */
public final class SeriesReader {

    private final Section section;
    private final Supplier<@Nullable Table> tables;
    private final TableTotals totals;
    private long readSnapshot;
    private Series last = Series.EMPTY;

    /** Reads the table that the supplier finds, which may not exist yet. */
    public SeriesReader(Section section, Supplier<@Nullable Table> tables) {
        this.section = section;
        this.tables = tables;
        this.totals = new TableTotals(section);
    }

    /** The series of the current snapshot. */
    public synchronized Series read() throws SQLException {
        Table table = tables.get();
        Snapshot snapshot = table == null ? null : table.currentSnapshot();
        if (table != null && snapshot != null && snapshot.snapshotId() != readSnapshot) {
            totals.readNewFiles(table);
            last = series(new Timeline(totals));
            readSnapshot = snapshot.snapshotId();
        }
        return last;
    }

    private Series series(Timeline timeline) {
        if (timeline.windowCount() == 0) {
            return Series.EMPTY;
        }
        return new Series(
                totals.windowMillis(),
                timeline.windowCount(),
                timeline.stepMillis(),
                timeline.starts(),
                section.groupColumn() == null ? List.of() : timeline.groups(),
                section.tiles().stream().map(tile -> figures(tile, timeline)).toList(),
                section.charts().stream().map(chart -> chart.plots(timeline)).toList(),
                totals.newest());
    }

    private static List<@Nullable Double> figures(Tile tile, Timeline timeline) {
        List<@Nullable Double> values = new ArrayList<>();
        tile.figures().forEach(figure -> values.add(figure.measure().of(timeline.total(), timeline.windowCount())));
        return values;
    }
}
