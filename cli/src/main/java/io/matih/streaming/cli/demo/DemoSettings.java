package io.matih.streaming.cli.demo;

import io.matih.streaming.cli.Refusal;
import io.matih.streaming.platform.PlatformPorts;
import io.matih.streaming.platform.PlatformSettings;
import io.matih.streaming.servers.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a demo is started with.
 *
 * @param values options of the jobs, by key
 * @param partitions of each source topic
 * @param pagePort of the results page; 0 for any
 * @param rate records per second
 * @param seed of the generator: the same seed makes the same calls
 * @param alertRules with which Prometheus watches the jobs; null when it does not
 */
public record DemoSettings(
        List<DemoJob> jobs,
        Map<String, String> values,
        Path dataDirectory,
        int partitions,
        PlatformPorts ports,
        int pagePort,
        Producer producer,
        int rate,
        long seed,
        End end,
        @Nullable Path alertRules) {

    /** Who sends records. */
    public enum Producer {
        GENERATOR,
        USER
    }

    /** When the demo ends by itself. */
    public enum End {
        NEVER,
        FIRST_ROWS
    }

    /** The platform that these jobs need. */
    PlatformSettings platform() {
        PlatformSettings platform = PlatformSettings.in(dataDirectory).withPorts(ports);
        for (DemoJob job : jobs) {
            if (job.traffic() != null) {
                platform = platform.withTopic(topicOf(job), partitions);
            }
        }
        return readsDatabase() ? platform.withPostgres() : platform;
    }

    /** Whether one of the jobs captures changes from a database. */
    public boolean readsDatabase() {
        return jobs.stream().anyMatch(DemoJob::readsDatabase);
    }

    /**
     * Stops PostgreSQL where a demo on this directory was killed and has left it running.
     *
     * @throws Refusal when that demo is alive
     */
    public void stopAbandonedDatabase() {
        try {
            EmbeddedPostgres.stopAbandoned(PlatformSettings.in(dataDirectory).postgresDirectory());
        } catch (IllegalStateException inUse) {
            throw new Refusal(inUse.getMessage() + "; stop it or name another place with --data-dir", inUse);
        }
    }

    String topicOf(DemoJob job) {
        return printed(job, "kafka.source-topic");
    }

    String namespaceOf(DemoJob job) {
        return printed(job, "iceberg.namespace");
    }

    private String printed(DemoJob job, String key) {
        return job.settings(job.known(values)).printed().getOrDefault(key, "");
    }
}
