package io.matih.streaming.cli.page.section;

import static java.util.stream.Collectors.joining;

import io.matih.streaming.cli.query.LakeQuery;
import io.matih.streaming.cli.query.TableFiles;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/** The rows of a table, summed by group and window. Reads each file once: a commit costs what it adds. */
final class TableTotals {

    private static final int KEYS = 3;

    private final List<String> columns;
    private final String select;
    private final Set<String> readFiles = new HashSet<>();
    private final NavigableMap<String, NavigableMap<Long, Totals>> byGroup = new TreeMap<>();
    private long windowMillis;

    TableTotals(Section section) {
        columns = List.copyOf(section.columns());
        String group = section.groupColumn() == null ? "''" : section.groupColumn();
        select = "SELECT window_start, window_end, " + group
                + columns.stream().map(column -> ", " + column).collect(joining()) + " FROM ";
    }

    /** By group and start of the window; a section without groups has one, named by an empty text. */
    NavigableMap<String, NavigableMap<Long, Totals>> byGroup() {
        return byGroup;
    }

    /** Length of a window; 0 while there is no row. */
    long windowMillis() {
        return windowMillis;
    }

    void readNewFiles(Table table) throws SQLException {
        List<String> files = TableFiles.of(table);
        if (!files.containsAll(readFiles)) {
            // Files were rewritten: what was read is no longer what is there.
            readFiles.clear();
            byGroup.clear();
        }
        List<String> newFiles = new ArrayList<>(files);
        newFiles.removeAll(readFiles);
        try (LakeQuery query = LakeQuery.overFiles(table, newFiles)) {
            for (List<@Nullable Object> row :
                    query.rows(select + LakeQuery.viewOf(table)).rows()) {
                add(row);
            }
        }
        readFiles.addAll(newFiles);
    }

    private void add(List<@Nullable Object> row) {
        long start = epochMillis(row.get(0));
        windowMillis = epochMillis(row.get(1)) - start;
        Totals window = byGroup.computeIfAbsent(String.valueOf(row.get(2)), group -> new TreeMap<>())
                .computeIfAbsent(start, first -> new Totals());
        for (int i = 0; i < columns.size(); i++) {
            window.add(columns.get(i), row.get(KEYS + i));
        }
    }

    private static long epochMillis(@Nullable Object time) {
        return time == null ? 0 : ((OffsetDateTime) time).toInstant().toEpochMilli();
    }
}
