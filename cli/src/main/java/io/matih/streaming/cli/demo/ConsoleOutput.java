package io.matih.streaming.cli.demo;

import io.matih.streaming.cli.query.QueryResult;
import io.matih.streaming.cli.query.TextTable;
import io.matih.streaming.cli.status.Addresses;
import io.matih.streaming.cli.status.JobStatus;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lines for a person; on a terminal the table is redrawn in place, elsewhere it is repeated now and then. */
public final class ConsoleOutput implements DemoOutput {

    /** What the output is connected to. */
    public enum Target {
        TERMINAL,
        FILE
    }

    private static final Duration REPEATED_EVERY = Duration.ofSeconds(5);

    private final PrintWriter out;
    private final Clock clock;
    private final Target target;
    private @Nullable String prometheusAddress;
    private int drawnLines;
    private Instant lastDrawn = Instant.EPOCH;

    /** Writes to this output; the clock tells how fresh the data is. */
    public ConsoleOutput(PrintWriter out, Clock clock, Target target) {
        this.out = out;
        this.clock = clock;
        this.target = target;
    }

    @Override
    public void stage(String name, String detail, long millis) {
        print(String.format(Locale.ROOT, "  %-16s %6.1f s   %s", name, millis / 1000.0, detail)
                .stripTrailing());
    }

    @Override
    public void waiting(String name, String waitsFor, long millis) {
        print(String.format(Locale.ROOT, "  %-16s %6.1f s   waits for %s", name + " ...", millis / 1000.0, waitsFor));
    }

    @Override
    public void observed(String prometheus) {
        prometheusAddress = prometheus;
    }

    @Override
    public void ready(Addresses addresses, long millis) {
        print(String.format(Locale.ROOT, "  %-16s %6.1f s%n", "ready", millis / 1000.0));
        print("  Kafka          " + addresses.kafka());
        print("  REST catalog   " + addresses.catalog());
        print("  Warehouse      " + addresses.warehouse());
        print("  Flink          " + addresses.flink());
        if (addresses.postgres() != null) {
            print("  PostgreSQL     " + addresses.postgres());
        }
        print("  Results page   " + addresses.page());
        if (prometheusAddress != null) {
            print("  Prometheus     " + prometheusAddress);
        }
        print(String.format("%n  Ctrl-C stops everything. Query with: ./matih sql \"SELECT ...\"%n"));
    }

    @Override
    public void tables(List<JobStatus> jobs) {
        if (target == Target.TERMINAL) {
            redraw(jobs);
            return;
        }
        if (!clock.instant().isBefore(lastDrawn.plus(REPEATED_EVERY))) {
            lastDrawn = clock.instant();
            JobTable.lines(jobs, clock.instant()).forEach(this::print);
        }
    }

    private void redraw(List<JobStatus> jobs) {
        if (drawnLines > 0) {
            out.print("\u001b[" + drawnLines + "A\u001b[J");
        }
        List<String> lines = JobTable.lines(jobs, clock.instant());
        lines.forEach(this::print);
        drawnLines = lines.size();
    }

    @Override
    public void firstRows(List<JobStatus> jobs, String table, QueryResult rows) {
        JobTable.lines(jobs, clock.instant()).forEach(this::print);
        print(System.lineSeparator() + "  First rows of " + table + ":");
        print(TextTable.of(rows));
    }

    @Override
    public void stopped(long millis) {
        print(String.format(Locale.ROOT, "  %-16s %6.1f s", "stopped", millis / 1000.0));
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }
}
