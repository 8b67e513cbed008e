package io.matih.streaming.cli.demo;

import io.matih.streaming.cli.page.Injection;
import io.matih.streaming.cli.page.PageView;
import io.matih.streaming.cli.page.Series;
import io.matih.streaming.cli.page.SeriesReader;
import io.matih.streaming.cli.status.Addresses;
import io.matih.streaming.cli.status.JobStatus;
import io.matih.streaming.platform.LocalPlatform;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** The demo as the page sees it: what the last look found. */
final class DemoView implements PageView {

    private final DemoSettings settings;
    private final LocalPlatform platform;
    private final List<JobMonitor> monitors;
    private final Traffic traffic;
    private final SeriesReader series;
    private volatile String pageAddress = "";

    DemoView(DemoSettings settings, LocalPlatform platform, List<JobMonitor> monitors, Traffic traffic) {
        this.settings = settings;
        this.platform = platform;
        this.monitors = List.copyOf(monitors);
        this.traffic = traffic;
        this.series = new SeriesReader(() -> this.monitors.stream()
                .map(JobMonitor::table)
                .filter(table -> table != null && SeriesReader.canRead(table))
                .findFirst()
                .orElse(null));
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
                pageAddress);
    }

    @Override
    public List<JobStatus> jobs() {
        return monitors.stream().map(JobMonitor::last).filter(Objects::nonNull).toList();
    }

    @Override
    public Series series() throws SQLException {
        return series.read();
    }

    @Override
    public String hint() {
        String topics = String.join(
                ", ", settings.jobs().stream().map(settings::topicOf).toList());
        return settings.producer() == DemoSettings.Producer.USER
                ? "Send records to " + topics + " at " + platform.bootstrapServers()
                        + ". A row appears when event time has" + " passed the end of its window by 30 seconds."
                : "The generator is sending the calls of the last 24 hours to " + topics
                        + ". Rows appear when event time" + " has passed the end of a window by 30 seconds.";
    }

    @Override
    public String inject(Injection injection) {
        return traffic.inject(injection);
    }
}
