package io.matih.streaming.cli.demo;

import io.matih.streaming.cli.Refusal;
import io.matih.streaming.cli.observe.PrometheusServer;
import io.matih.streaming.cli.page.PageServer;
import io.matih.streaming.cli.query.LakeQuery;
import io.matih.streaming.cli.query.LakeTables;
import io.matih.streaming.cli.query.TableFiles;
import io.matih.streaming.cli.status.Addresses;
import io.matih.streaming.cli.status.JobStatus;
import io.matih.streaming.platform.LocalPlatform;
import io.matih.streaming.platform.RunningJob;
import io.matih.streaming.platform.database.UnavailableDatabaseException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;

/**
 * The platform, the jobs, traffic and the results page, from the start to the end. What was started last is stopped first.
 */
public final class Demo {

    private static final Duration READING_WITHIN = Duration.ofMinutes(2);
    private static final long LOOK_EVERY_MILLIS = 500;
    private static final String FIRST_ROWS = " ORDER BY 1 LIMIT 3";

    private final DemoSettings settings;
    private final DemoOutput output;
    private final Clock clock;
    private final CountDownLatch stopAsked;
    private final Stopwatch watch = new Stopwatch();
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final List<JobMonitor> monitors = new ArrayList<>();

    /**
     * A demo that is not started.
     *
     * @param stopAsked ends the demo when it is counted down
     */
    public Demo(DemoSettings settings, DemoOutput output, Clock clock, CountDownLatch stopAsked) {
        this.settings = settings;
        this.output = output;
        this.clock = clock;
        this.stopAsked = stopAsked;
    }

    /**
     * Runs until it is asked to stop, or has shown first rows where the settings say so.
     *
     * @param whenReady hears the addresses as soon as every job reads
     */
    public void run(Consumer<Addresses> whenReady) throws Exception {
        try {
            watchTables(start(whenReady));
        } finally {
            Stopwatch stopping = new Stopwatch();
            stop();
            output.stopped(stopping.millis());
        }
    }

    private Traffic start(Consumer<Addresses> whenReady) throws Exception {
        CompletableFuture<Void> duckDb = CompletableFuture.runAsync(Demo::loadDuckDb);
        Traffic.PastData past = Files.exists(settings.dataDirectory().resolve("kafka"))
                ? Traffic.PastData.PRESENT
                : Traffic.PastData.NONE;
        LocalPlatform platform = started(startPlatform());
        Traffic traffic = started(Traffic.of(settings, platform, clock, past));
        LakeTables tables = started(LakeTables.at(platform.catalog().toString()));
        List<RunningJob> running = new ArrayList<>();
        for (DemoJob job : settings.jobs()) {
            RunningJob runningJob = platform.startJob(job.job(), job.overrides(settings.values()));
            running.add(runningJob);
            monitors.add(new JobMonitor(runningJob, tables, settings.namespaceOf(job), job.tableName()));
        }
        DemoView view = new DemoView(settings, platform, monitors, traffic);
        PageServer page = started(PageServer.start(settings.pagePort(), view, clock));
        view.pageIsAt(page.address());
        Stopwatch reading = new Stopwatch();
        running.forEach(job -> job.awaitReading(READING_WITHIN));
        output.stage("Jobs read", "", reading.millis());
        duckDb.join();
        if (settings.alertRules() != null) {
            output.observed(observe(platform, settings.alertRules()).toString());
        }
        whenReady.accept(view.addresses());
        output.ready(view.addresses(), watch.millis());
        return traffic;
    }

    private LocalPlatform startPlatform() {
        try {
            return LocalPlatform.start(settings.platform(), new StageLines(output));
        } catch (UnavailableDatabaseException unavailable) {
            throw new Refusal(
                    unavailable.getMessage() + "; go on without it: --jobs "
                            + DemoJobs.WINDOWED.stream().map(DemoJob::name).collect(Collectors.joining(",")),
                    unavailable);
        }
    }

    private URI observe(LocalPlatform platform, Path alertRules) throws IOException {
        Stopwatch starting = new Stopwatch();
        Path directory = settings.dataDirectory().resolve("prometheus");
        PrometheusServer prometheus = started(PrometheusServer.start(directory, platform.metrics(), alertRules));
        output.stage("Prometheus", "", starting.millis());
        return prometheus.address();
    }

    private <T extends AutoCloseable> T started(T part) {
        started.push(part);
        return part;
    }

    /** Its library takes half a second to load, which would be missed at the first query. */
    private static void loadDuckDb() {
        try {
            LakeQuery.over(List.of()).close();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not start: " + e.getMessage(), e);
        }
    }

    private void watchTables(Traffic traffic) throws Exception {
        do {
            traffic.requireHealthy();
            List<JobStatus> jobs = new ArrayList<>();
            for (JobMonitor monitor : monitors) {
                jobs.add(monitor.look());
            }
            if (settings.end() == DemoSettings.End.FIRST_ROWS && jobs.stream().allMatch(job -> job.rows() > 0)) {
                showFirstRows(jobs);
                return;
            }
            output.tables(jobs);
        } while (!stopAsked.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS));
    }

    private void showFirstRows(List<JobStatus> jobs) throws Exception {
        for (JobMonitor monitor : monitors) {
            Table table = monitor.table();
            if (table != null) {
                try (LakeQuery query = LakeQuery.overFiles(table, TableFiles.of(table))) {
                    output.firstRows(jobs, table.name(), query.rows("FROM " + LakeQuery.viewOf(table) + FIRST_ROWS));
                }
            }
        }
    }

    private void stop() throws Exception {
        Exception first = null;
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception failure) {
                first = first == null ? failure : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
