package io.matih.streaming.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.matih.streaming.cli.reconcile.Progress;
import io.matih.streaming.cli.reconcile.change.ChangeOptions;
import io.matih.streaming.cli.reconcile.change.ChangeReconciliation;
import io.matih.streaming.options.Settings;
import io.matih.streaming.platform.PlatformPorts;
import io.matih.streaming.platform.PlatformSettings;
import io.matih.streaming.platform.database.SourceDatabase;
import io.matih.streaming.servers.catalog.RestCatalogServer;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job's processes are killed while the table is read and while it is changed; every change is in the log once. */
class ChangeCaptureE2E {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final int ROWS = 4_000;

    @Test
    void everyChangeIsInTheLogOnceWhateverWasKilled(@TempDir Path directory) throws Exception {
        PlatformSettings platform = PlatformSettings.in(directory).withPorts(PlatformPorts.ANY);
        try (SourceDatabase database = SourceDatabase.start(platform);
                RestCatalogServer catalog =
                        RestCatalogServer.in(directory.resolve("catalog")).start();
                TransitionWriter writer = new TransitionWriter(database.connect())) {
            MetricsTable log = new MetricsTable(catalog.uri(), "state_transition_log");
            ClusterSettings settings = ClusterSettings.of(PackagedJob.stateTransitionCdc())
                    .options(database.jobOptions())
                    .option("iceberg.catalog.uri", catalog.uri().toString())
                    .option("iceberg.auth", "none")
                    .option("iceberg.storage-credentials", "ambient");
            writer.insert(ROWS);
            writer.start();

            int streamedFrom;
            Path retained;
            try (ApplicationCluster cluster = ApplicationCluster.start(
                    "cdc-kill",
                    settings.option("cdc.snapshot.chunk-rows", "100")
                            .flink("execution.checkpointing.interval", "500 ms"))) {
                killInTheSnapshot(cluster, log);
                streamedFrom = awaitStream(writer, log);
                // Kills all processes, the JobManager's too.
                cluster.close();
                retained = cluster.retainedCheckpoint();
            }
            JsonNode verdict = finish(settings.from(retained), writer, log);

            List<Map<String, String>> logged = log.rows();
            assertThat(writer.history().differences(logged, streamedFrom)).isEmpty();
            assertThat(writer.changes()).isGreaterThan(streamedFrom + 300);
            assertThat(verdict.get("ok").asBoolean()).as(verdict.toString()).isTrue();
            assertThat(verdict.get("changes").asInt()).isEqualTo(logged.size());
        }
    }

    /** Some of the table is in a checkpoint then, and some is not. */
    private static void killInTheSnapshot(ApplicationCluster cluster, MetricsTable log) {
        cluster.awaitRunning();
        // It is ready when the first one is gone.
        cluster.startTaskManager();
        await("rows of the snapshot").atMost(LIMIT).until(() -> !log.rows().isEmpty());
        cluster.killTaskManager();
        assertThat(log.rows()).hasSizeLessThan(ROWS).allMatch(ChangeCaptureE2E::isOfTheSnapshot);
        cluster.awaitRestarts(1);
    }

    /** Waits until changes are read, and gives the next number: no row of the snapshot has it. */
    private static int awaitStream(TransitionWriter writer, MetricsTable log) {
        await("changes").atMost(LIMIT).pollInterval(POLL).until(() -> !log.rows().stream()
                .allMatch(ChangeCaptureE2E::isOfTheSnapshot));
        return writer.changes() + 1;
    }

    private static boolean isOfTheSnapshot(Map<String, String> row) {
        return Objects.equals(row.get("op"), "r");
    }

    /** Lets the job come to the last change, and says what {@code matih reconcile transitions} finds then. */
    private static JsonNode finish(ClusterSettings settings, TransitionWriter writer, MetricsTable log)
            throws Exception {
        try (ApplicationCluster cluster = ApplicationCluster.start("cdc-restored", settings)) {
            cluster.awaitRunning();
            cluster.awaitCheckpoint();
            writer.stop();
            writer.insert(1);
            String last = Integer.toString(writer.changes());
            await("the last change").atMost(LIMIT).pollInterval(POLL).until(() -> log.rows().stream()
                    .anyMatch(row -> last.equals(row.get("trigger_reason"))));
            Settings known = Settings.parse(ChangeOptions.ALL, Map.of(), settings.arguments());
            Progress unheard = new Progress(new PrintWriter(Writer.nullWriter()));
            return new ObjectMapper()
                    .readTree(new ChangeReconciliation(known, 1, LIMIT, unheard)
                            .run()
                            .json());
        }
    }
}
