package io.matih.streaming.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.matih.streaming.cli.demo.DemoJob;
import io.matih.streaming.cli.demo.DemoJobs;
import io.matih.streaming.platform.LocalPlatform;
import io.matih.streaming.platform.PlatformPorts;
import io.matih.streaming.platform.PlatformSettings;
import io.matih.streaming.platform.RunningJob;
import io.matih.streaming.platform.StageListener;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * This build goes on from the savepoints of the releases before it: Flink finds an operator for all state, or the job would
 * not start, and the rows hold what the savepoint held.
 *
 * <p>To store savepoints of a new release, with {@code v2} as its name:
 *
 * <pre>{@code
 * ./mvnw -pl end-to-end-tests -am verify -Dit.test=*StateCompatibilityITCase -Dtest=None -Dsavepoints.make=v2 \
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false
 * }</pre>
 *
 * <p>The change capture has a test of its own, {@link ChangeStateCompatibilityITCase}.
 */
class StateCompatibilityITCase {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Map<String, String> OVERRIDES = Map.of(
            "event-time.idle-timeout", "10 min",
            // There is no topic of names to wait for.
            "agent-names.idle-timeout", "1 s",
            // Transactions of a broker that is gone.
            "kafka.lost-transactions", "accept");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    static List<StoredSavepoint> savepoints() throws IOException {
        return StoredSavepoint.all();
    }

    @ParameterizedTest
    @MethodSource("savepoints")
    void rowsHoldWhatTheSavepointHeld(StoredSavepoint stored) throws Exception {
        List<Map<String, String>> expected = stored.rows();

        List<Map<String, String>> rows = rowsFrom(stored);

        Set<String> columns = new TreeSet<>(expected.get(0).keySet());
        rows.forEach(row -> row.keySet().retainAll(columns));
        assertThat(rows).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(expected).isNotEmpty();
        assertThat(FileUtils.sizeOfDirectory(stored.savepoint().toFile())).isLessThan(200 * 1024);
    }

    @Test
    @EnabledIfSystemProperty(named = "savepoints.make", matches = "v\\d+")
    void makeSavepoints() throws Exception {
        for (DemoJob job : DemoJobs.WINDOWED) {
            StoredSavepoint made = StoredSavepoint.make(job, System.getProperty("savepoints.make", ""));
            List<Map<String, String>> uninterrupted;
            try (LocalPlatform platform = platform(job, "made-" + job.name())) {
                Topic topic = topic(platform, job);
                topic.send(made.before());
                RunningJob running = platform.startJob(job.job(), job.known(OVERRIDES));
                awaitRead(running, made.before().size());
                Path savepoint = Path.of(URI.create(running.stopWithSavepoint(directory.resolve("savepoint"))));
                FileUtils.copyDirectory(savepoint.toFile(), made.savepoint().toFile());
            }
            try (LocalPlatform platform = platform(job, "whole-" + job.name())) {
                Topic topic = topic(platform, job);
                topic.send(made.before());
                platform.startJob(job.job(), job.known(OVERRIDES));
                topic.send(made.after());
                uninterrupted = rows(platform, job);
            }
            made.keepRows(uninterrupted);
            assertThat(rowsFrom(made)).containsExactlyInAnyOrderElementsOf(uninterrupted);
        }
    }

    /** The rows of a run that goes on from the savepoint, in a cluster, a topic and a table that have not seen the job. */
    private List<Map<String, String>> rowsFrom(StoredSavepoint stored) throws Exception {
        DemoJob job = stored.job();
        String name = "from-" + job.name() + "-" + stored.folder().getFileName();
        Path checkpoint = directory
                .resolve(name)
                .resolve("checkpoints")
                .resolve(job.name())
                .resolve("0".repeat(32))
                .resolve("chk-1");
        FileUtils.copyDirectory(stored.savepoint().toFile(), checkpoint.toFile());
        try (LocalPlatform platform = platform(job, name)) {
            Topic topic = topic(platform, job);
            topic.send(stored.before());
            RunningJob running = platform.startJob(job.job(), job.known(OVERRIDES));
            running.awaitReading(LIMIT);
            topic.send(stored.after());
            List<Map<String, String>> rows = rows(platform, job);
            assertThat(running.restarts())
                    .as(() -> running.lastFailure().orElse(""))
                    .isZero();
            return rows;
        }
    }

    private LocalPlatform platform(DemoJob job, String name) {
        return LocalPlatform.start(
                PlatformSettings.in(directory.resolve(name))
                        .withPorts(PlatformPorts.ANY)
                        .withTopic(
                                Objects.requireNonNull(job.traffic()).apply(1).topic(), StoredSavepoint.PARTITIONS)
                        .withCheckpointInterval(Duration.ofMillis(500))
                        .withParallelism(1),
                StageListener.NONE);
    }

    private static Topic topic(LocalPlatform platform, DemoJob job) {
        return new Topic(
                platform.bootstrapServers(),
                Objects.requireNonNull(job.traffic()).apply(1).topic());
    }

    private static void awaitRead(RunningJob job, long records) {
        await().atMost(LIMIT)
                .until(() ->
                        job.ledger().read().map(cut -> cut.read() == records).orElse(false));
    }

    /** All rows come with one commit, because they are of one window or none is. */
    private static List<Map<String, String>> rows(LocalPlatform platform, DemoJob job) {
        MetricsTable table = new MetricsTable(platform.catalog(), job.tableName());
        List<Map<String, String>> rows = new ArrayList<>();
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(200)).until(() -> {
            List<Map<String, String>> now = table.rows();
            boolean settled = !now.isEmpty() && now.equals(rows);
            rows.clear();
            rows.addAll(now);
            return settled;
        });
        return rows;
    }
}
