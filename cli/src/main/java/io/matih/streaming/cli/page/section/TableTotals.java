package io.matih.streaming.cli.page.section;

import static java.util.stream.Collectors.joining;

import io.matih.streaming.cli.query.LakeQuery;
import io.matih.streaming.cli.query.TableFiles;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final String rows;
    private final @Nullable NewestRows newest;
    private final Set<String> readFiles = new HashSet<>();
    private final NavigableMap<String, NavigableMap<Long, Totals>> byGroup = new TreeMap<>();
    private long windowMillis;

    TableTotals(Section section) {
        columns = List.copyOf(section.columns());
        String group = section.groupColumn() == null ? "''" : section.groupColumn();
        select = "SELECT window_start, window_end, " + group
                + columns.stream().map(column -> ", " + column).collect(joining()) + " FROM ";
        rows = section.rows();
        newest = section.listing() == null ? null : new NewestRows(section.listing());
    }

    /** The rows of the section's listing. */
    List<List<String>> newest() {
        return newest == null ? List.of() : newest.cells();
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
        Map<String, Instant> files = new LinkedHashMap<>(TableFiles.committedAt(table));
        if (!files.keySet().containsAll(readFiles)) {
            // Files were rewritten: what was read is no longer what is there.
            readFiles.clear();
            byGroup.clear();
            if (newest != null) {
                newest.clear();
            }
        }
        files.keySet().removeAll(readFiles);
        String view = LakeQuery.viewOf(table);
        try (LakeQuery query = LakeQuery.overCommits(table, files)) {
            for (List<@Nullable Object> row :
                    query.rows(select + rows.replace("{}", view)).rows()) {
                add(row);
            }
            if (newest != null) {
                newest.add(query, view);
            }
        }
        readFiles.addAll(files.keySet());
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
