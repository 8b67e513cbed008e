package io.matih.streaming.endtoend.faults;

import io.matih.streaming.cli.demo.DemoJob;
import io.matih.streaming.cli.demo.DemoJobs;
import io.matih.streaming.endtoend.CallScript;
import io.matih.streaming.endtoend.ClusterSettings;
import io.matih.streaming.endtoend.PackagedJob;
import io.matih.streaming.endtoend.Script;
import io.matih.streaming.job.StreamingJob;
import io.matih.streaming.platform.generator.EventStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** A job that a series can run. */
enum SeriesJob {
    /** What must become of its records is worked out anew, with all values of its rows. */
    LLM_OPS("llm-ops", Duration.ofMinutes(15)) {
        @Override
        PackagedJob packaged() {
            return PackagedJob.llmOps();
        }

        @Override
        Script script(long seed) {
            return new CallScript(seed, PARTITIONS, BEGIN, 6_000);
        }

        @Override
        Books books(String bootstrapServers, URI catalog, Traffic traffic, Supplier<ClusterSettings> settings) {
            return new RecomputedBooks(bootstrapServers, topic(), PARTITIONS, new TableTail(catalog, table()), traffic);
        }
    },
    SESSION_ANALYTICS("session-analytics", Duration.ofMinutes(15)) {
        @Override
        PackagedJob packaged() {
            return PackagedJob.sessionAnalytics();
        }
    },
    AGENT_PERFORMANCE("agent-performance", Duration.ofMinutes(5)) {
        @Override
        PackagedJob packaged() {
            return PackagedJob.agentPerformance();
        }

        /** There is no topic of names to wait for. */
        @Override
        Map<String, String> options() {
            return Map.of("agent-names.idle-timeout", "1 s");
        }
    };

    /** How many the topic has at first. */
    static final int PARTITIONS = 3;

    private static final Instant BEGIN = Instant.parse("2024-05-14T10:00:00Z");
    private static final int STEP_MILLIS = 3_000;

    private final String title;
    private final Duration window;

    SeriesJob(String title, Duration window) {
        this.title = title;
        this.window = window;
    }

    /**
     * The job of this name.
     *
     * @throws IllegalArgumentException when there is none
     */
    static SeriesJob named(String name) {
        return Arrays.stream(values())
                .filter(candidate -> candidate.title.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no job " + name + " in a series"));
    }

    abstract PackagedJob packaged();

    /** Its name. */
    String title() {
        return title;
    }

    /** The job itself. */
    StreamingJob definition() {
        return demoJob().job();
    }

    private DemoJob demoJob() {
        return DemoJobs.named(List.of(title)).get(0);
    }

    /** Options of its own. */
    Map<String, String> options() {
        return Map.of();
    }

    String topic() {
        return stream(0).topic();
    }

    String table() {
        return demoJob().tableName();
    }

    /** What its topic carries. */
    Script script(long seed) {
        return new EventScript(stream(seed), seed, PARTITIONS, BEGIN, STEP_MILLIS);
    }

    /** The books of a job with this traffic, which runs with these settings at present. */
    Books books(String bootstrapServers, URI catalog, Traffic traffic, Supplier<ClusterSettings> settings) {
        return new ReconciledBooks(traffic, new TableTail(catalog, table()), definition(), settings, window);
    }

    private EventStream stream(long seed) {
        return Objects.requireNonNull(demoJob().traffic()).apply(seed);
    }
}
