package io.matih.streaming.cli.demo;

import io.matih.streaming.cli.page.Injection;
import io.matih.streaming.platform.LocalPlatform;
import io.matih.streaming.platform.database.DatabaseTraffic;
import io.matih.streaming.platform.database.HandChanges;
import io.matih.streaming.platform.generator.EventStream;
import io.matih.streaming.platform.generator.RecordKind;
import io.matih.streaming.platform.generator.TrafficGenerator;
import io.matih.streaming.platform.generator.TrafficSettings;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a demo sends and writes by itself: regular records and changes unless the user produces, and single ones on demand.
 */
final class Traffic implements AutoCloseable {

    private static final int BURST_RECORDS = 5_000;

    private final TrafficGenerator generator;
    private final Map<String, String> topicByJob;
    private final @Nullable DatabaseTraffic database;
    private final @Nullable HandChanges changes;

    private Traffic(
            TrafficGenerator generator,
            Map<String, String> topicByJob,
            @Nullable DatabaseTraffic database,
            @Nullable HandChanges changes) {
        this.generator = generator;
        this.topicByJob = Map.copyOf(topicByJob);
        this.database = database;
        this.changes = changes;
    }

    /** Starts to send; on data of an earlier demo without a backlog, which would be late there. */
    static Traffic of(DemoSettings settings, LocalPlatform platform, Clock clock, PastData past) throws SQLException {
        Map<String, EventStream> streamByJob = new LinkedHashMap<>();
        for (DemoJob job : settings.jobs()) {
            if (job.traffic() != null) {
                streamByJob.put(job.name(), job.traffic().apply(settings.seed()));
            }
        }
        TrafficSettings traffic = TrafficSettings.startingAt(clock.instant())
                .withSeed(settings.seed())
                .withRate(settings.rate());
        if (past == PastData.PRESENT) {
            traffic = traffic.withoutBacklog();
        }
        if (settings.producer() == DemoSettings.Producer.USER) {
            traffic = traffic.upTo(0);
        }
        Map<String, String> topicByJob = new LinkedHashMap<>();
        streamByJob.forEach((job, stream) -> topicByJob.put(job, stream.topic()));
        List<EventStream> streams = List.copyOf(streamByJob.values());
        return new Traffic(
                TrafficGenerator.start(platform.bootstrapServers(), traffic, streams, clock),
                topicByJob,
                platform.hasDatabase() && settings.producer() == DemoSettings.Producer.GENERATOR
                        ? DatabaseTraffic.start(platform.database(), settings.seed(), clock)
                        : null,
                platform.hasDatabase() ? new HandChanges(platform.database(), clock) : null);
    }

    /** Whether the data directory was used before. */
    enum PastData {
        PRESENT,
        NONE
    }

    /** Sends records to the source topic of a job, or changes a row of the database, and says what. */
    String inject(String job, Injection injection) throws SQLException {
        return switch (injection) {
            case LATE -> insert(
                    job, RecordKind.LATE, 1, "One late record sent to %2$s; the next checkpoint counts it.");
            case POISON -> insert(
                    job, RecordKind.MALFORMED, 1, "One poison record sent to %2$s; the next checkpoint counts it.");
            case BURST -> insert(job, RecordKind.GOOD, BURST_RECORDS, "%1$,d records sent to %2$s at once.");
            case UPDATE -> changes().update();
            case DELETE -> changes().delete();
            case RENAME -> changes().rename();
        };
    }

    private HandChanges changes() {
        if (changes == null) {
            throw new IllegalStateException("no job reads a database");
        }
        return changes;
    }

    private String insert(String job, RecordKind kind, int count, String message) {
        requireHealthy();
        String topic = topicByJob.get(job);
        if (topic == null) {
            throw new IllegalArgumentException("no traffic for job " + job + ", only for " + topicByJob.keySet());
        }
        generator.insert(topic, kind, count);
        return String.format(Locale.ROOT, message, count, topic);
    }

    /**
     * Does nothing while records are being sent.
     *
     * @throws IllegalStateException when Kafka or the database does not take them
     */
    void requireHealthy() {
        generator.failure().ifPresent(failure -> {
            throw new IllegalStateException("the generator cannot send: " + failure.getMessage(), failure);
        });
        if (database != null) {
            database.failure().ifPresent(failure -> {
                throw new IllegalStateException("the database cannot be written: " + failure.getMessage(), failure);
            });
        }
    }

    @Override
    public void close() throws SQLException {
        try (database) {
            generator.close();
        }
    }
}
