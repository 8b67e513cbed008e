package io.matih.streaming.endtoend.faults;

import io.matih.streaming.cli.reconcile.WindowReport;
import io.matih.streaming.cli.reconcile.WindowReportText;
import io.matih.streaming.endtoend.ClusterSettings;
import io.matih.streaming.job.StreamingJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The product's own books: {@code matih reconcile} over the whole topic, each time. Windows are owed one after the other; a
 * window has come out when the table has rows of it and everything up to there is where it belongs.
 */
final class ReconciledBooks implements Books {

    /** Until then the clocks of all partitions have passed the end of a window. */
    private static final Duration PASSED = Duration.ofMinutes(2);

    private final Traffic traffic;
    private final TableTail table;
    private final StreamingJob job;
    private final Supplier<ClusterSettings> settings;
    private final long windowMillis;
    private final TreeSet<Instant> owed = new TreeSet<>();
    private final List<String> lost = new ArrayList<>();
    private final List<String> misplaced = new ArrayList<>();
    private @Nullable WindowReport last;
    private Instant newestEnd = Instant.MIN;
    private Instant newestOwed = Instant.MIN;
    private int rows;
    private boolean mayHaveRepeats;

    /**
     * The books of a job.
     *
     * @param settings with which it runs at present
     */
    ReconciledBooks(
            Traffic traffic, TableTail table, StreamingJob job, Supplier<ClusterSettings> settings, Duration window) {
        this.traffic = traffic;
        this.table = table;
        this.job = job;
        this.settings = settings;
        this.windowMillis = window.toMillis();
    }

    @Override
    public void read() {
        table.read(this::arrived);
        // When the traffic has finished, all windows have ended.
        long ended = traffic.isClosed()
                ? traffic.scriptMillis() + windowMillis - 1
                : traffic.scriptMillis() - PASSED.toMillis();
        Instant end = Instant.ofEpochMilli(ended - Math.floorMod(ended, windowMillis));
        if (end.isAfter(newestOwed)) {
            owed.add(end);
            newestOwed = end;
        }
    }

    private void arrived(Map<String, String> row) {
        Instant end = end(row);
        newestEnd = end.isAfter(newestEnd) ? end : newestEnd;
        rows++;
    }

    private static Instant end(Map<String, String> row) {
        return Instant.parse(row.getOrDefault("window_end", ""));
    }

    @Override
    public Set<String> owed() {
        if (!owed.isEmpty() && !owed.first().isAfter(newestEnd)) {
            Instant reached = newestEnd;
            WindowReport report = ProductReconciliation.of(job, settings.get(), mayHaveRepeats);
            last = report;
            if (report.isEqual()) {
                owed.headSet(reached, true).clear();
            }
        }
        return owed.stream().map(Instant::toString).collect(Collectors.toSet());
    }

    @Override
    public void giveUp(Set<String> names) {
        lost.addAll(names);
        WindowReport report = last;
        if (report != null && !report.isEqual()) {
            misplaced(WindowReportText.of(report));
        }
    }

    /** The product reads the topic's partitions anew each time. */
    @Override
    public void addPartition() {}

    @Override
    public void expectTwoWriters(boolean two) {
        mayHaveRepeats = true;
    }

    @Override
    public void rewind(long snapshot) {
        mayHaveRepeats = true;
        table.rewind(snapshot, row -> {
            owed.add(end(row));
            rows--;
        });
        newestEnd = Instant.MIN;
    }

    @Override
    public boolean mayHaveRepeats() {
        return mayHaveRepeats;
    }

    @Override
    public void misplaced(String what) {
        misplaced.add(what);
    }

    @Override
    public void readTableAgain() {
        long all = table.rows();
        if (all != rows) {
            misplaced("the table has " + all + " rows, but " + rows + " were added to it");
        }
    }

    @Override
    public TableTail table() {
        return table;
    }

    @Override
    public long records() {
        WindowReport report = last;
        return report == null ? 0 : report.read();
    }

    @Override
    public int settled() {
        return rows;
    }

    @Override
    public Verdict verdict() {
        return new Verdict(List.copyOf(lost), List.copyOf(table.doubledCheckpoints()), List.copyOf(misplaced));
    }

    @Override
    public void close() {
        table.close();
    }
}
