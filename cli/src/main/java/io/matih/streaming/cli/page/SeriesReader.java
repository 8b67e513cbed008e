package io.matih.streaming.cli.page;

import io.matih.streaming.cli.query.LakeQuery;
import io.matih.streaming.cli.query.QueryResult;
import io.matih.streaming.cli.query.TableFiles;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/**
 * Sums the rows of the language model table for the charts. Reads each file once: a commit costs what it adds. Percentiles
 * over tenants come from the merged digests, never from averages of percentiles.
 */
public final class SeriesReader {

    private static final String ROWS =
            "SELECT model, window_start, window_end, total_requests, failures, total_cost_usd,"
                    + " latency_tdigest FROM ";

    private static final int MOST_POINTS = 40;

    private final Supplier<@Nullable Table> tables;

    private final Set<String> readFiles = new HashSet<>();
    private final NavigableMap<String, NavigableMap<Long, Calls>> callsByModel = new TreeMap<>();
    private Calls total = new Calls();
    private long windowMillis;
    private @Nullable Series last;

    /** Reads the table that the supplier finds, which may not exist yet. */
    public SeriesReader(Supplier<@Nullable Table> tables) {
        this.tables = tables;
    }

    /** Whether this is the table of language model calls. */
    public static boolean canRead(Table table) {
        return table.schema().findField("model") != null && table.schema().findField("latency_tdigest") != null;
    }

    /** The series of the current snapshot. */
    public synchronized Series read() throws SQLException {
        Table table = tables.get();
        Snapshot snapshot = table == null ? null : table.currentSnapshot();
        if (table == null || snapshot == null) {
            return new Series("none", 0, 0, 0, List.of(), List.of(), new Calls().at(0, 1));
        }
        String version = Long.toString(snapshot.snapshotId());
        if (last == null || !last.version().equals(version)) {
            addNewFiles(table);
            last = series(version);
        }
        return last;
    }

    private void addNewFiles(Table table) throws SQLException {
        List<String> files = TableFiles.of(table);
        if (!files.containsAll(readFiles)) {
            // Files were rewritten: what was read is no longer what is there.
            readFiles.clear();
            callsByModel.clear();
            total = new Calls();
        }
        List<String> newFiles = new ArrayList<>(files);
        newFiles.removeAll(readFiles);
        try (LakeQuery query = LakeQuery.overFiles(table, newFiles)) {
            QueryResult result = query.rows(ROWS + LakeQuery.viewOf(table));
            result.rows().forEach(this::add);
        }
        readFiles.addAll(newFiles);
    }

    private void add(List<@Nullable Object> row) {
        long start = epochMillis(row.get(1));
        windowMillis = epochMillis(row.get(2)) - start;
        Calls window = callsByModel
                .computeIfAbsent(String.valueOf(row.get(0)), model -> new TreeMap<>())
                .computeIfAbsent(start, first -> new Calls());
        for (Calls calls : List.of(window, total)) {
            calls.add(count(row.get(3)), count(row.get(4)), (BigDecimal) row.get(5), (byte[]) row.get(6));
        }
    }

    private static long epochMillis(@Nullable Object time) {
        return time == null ? 0 : ((OffsetDateTime) time).toInstant().toEpochMilli();
    }

    private static long count(@Nullable Object number) {
        return number == null ? 0 : ((Number) number).longValue();
    }

    private Series series(String version) {
        NavigableSet<Long> windows = new TreeSet<>();
        callsByModel.values().forEach(model -> windows.addAll(model.keySet()));
        if (windows.isEmpty()) {
            return new Series(version, 0, 0, 0, List.of(), List.of(), new Calls().at(0, 1));
        }
        long step = stepMillis(windows.last() - windows.first());
        NavigableMap<Long, Integer> windowsByPoint = new TreeMap<>();
        windows.forEach(start -> windowsByPoint.merge(start - start % step, 1, Integer::sum));
        List<Series.Model> models = new ArrayList<>();
        callsByModel.forEach((name, calls) -> models.add(new Series.Model(name, points(calls, step, windowsByPoint))));
        return new Series(
                version,
                windowMillis,
                windows.size(),
                step,
                List.copyOf(windowsByPoint.keySet()),
                models,
                total.at(windows.first(), 1));
    }

    private long stepMillis(long spanMillis) {
        long step = windowMillis;
        while (spanMillis / step >= MOST_POINTS) {
            step *= 2;
        }
        return step;
    }

    private static List<Series.Point> points(
            NavigableMap<Long, Calls> callsByWindow, long step, Map<Long, Integer> windowsByPoint) {
        NavigableMap<Long, Calls> callsByPoint = new TreeMap<>();
        callsByWindow.forEach((start, calls) -> callsByPoint
                .computeIfAbsent(start - start % step, first -> new Calls())
                .add(calls));
        List<Series.Point> points = new ArrayList<>();
        callsByPoint.forEach((start, calls) -> points.add(calls.at(start, windowsByPoint.getOrDefault(start, 1))));
        return points;
    }
}
