package io.matih.streaming.cli.demo;

import io.matih.streaming.cli.page.Injection;
import io.matih.streaming.cli.page.JobSection;
import io.matih.streaming.cli.page.PageView;
import io.matih.streaming.cli.page.section.Sections;
import io.matih.streaming.cli.page.section.Series;
import io.matih.streaming.cli.page.section.SeriesReader;
import io.matih.streaming.cli.status.Addresses;
import io.matih.streaming.cli.status.JobStatus;
import io.matih.streaming.platform.LocalPlatform;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The demo as the page sees it: what the last look found. */
final class DemoView implements PageView {

    private final LocalPlatform platform;
    private final Traffic traffic;
    private final List<JobMonitor> monitors;
    private final List<JobSection> sections;
    private final Map<String, SeriesReader> readerByJob = new HashMap<>();
    private volatile String pageAddress = "";

    DemoView(DemoSettings settings, LocalPlatform platform, List<JobMonitor> monitors, Traffic traffic) {
        this.platform = platform;
        this.traffic = traffic;
        this.monitors = List.copyOf(monitors);
        this.sections = settings.jobs().stream()
                .map(job -> new JobSection(
                        job.name(),
                        job.readsDatabase() ? databaseHint() : hint(settings, job),
                        job.readsDatabase() ? Injection.OF_CHANGES : Injection.OF_RECORDS,
                        Sections.of(job.tableName())))
                .toList();
        for (JobMonitor monitor : monitors) {
            readerByJob.put(monitor.jobName(), new SeriesReader(Sections.of(monitor.tableName()), monitor::table));
        }
    }

    private String hint(DemoSettings settings, DemoJob job) {
        String topic = settings.topicOf(job);
        String sends = settings.producer() == DemoSettings.Producer.USER
                ? "Send records to " + topic + " at " + platform.bootstrapServers() + "."
                : "The generator is sending the records of the last 24 hours to " + topic + ".";
        return sends + " Rows appear when event time has passed the end of a window by 30 seconds.";
    }

    private String databaseHint() {
        return "Write to fsm_state_transitions at " + platform.database().address()
                + ". A row appears with the next checkpoint.";
    }

    void pageIsAt(String address) {
        pageAddress = address;
    }

    @Override
    public Addresses addresses() {
        return new Addresses(
                platform.bootstrapServers(),
                platform.catalog().toString(),
                platform.warehouse().toString(),
                platform.flinkWebInterface().toString(),
                platform.hasDatabase() ? platform.database().address() : null,
                pageAddress);
    }

    @Override
    public List<JobSection> sections() {
        return sections;
    }

    @Override
    public List<JobStatus> jobs() {
        return monitors.stream().map(JobMonitor::last).filter(Objects::nonNull).toList();
    }

    @Override
    public Series series(String job) throws SQLException {
        SeriesReader reader = readerByJob.get(job);
        return reader == null ? Series.EMPTY : reader.read();
    }

    @Override
    public String inject(String job, Injection injection) throws SQLException {
        return traffic.inject(job, injection);
    }
}
