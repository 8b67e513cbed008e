package io.matih.streaming.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.options.Settings;
import io.matih.streaming.servers.catalog.RestCatalogServer;
import io.matih.streaming.servers.kafka.EmbeddedKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole job with the capture of names switched on, from a real database into a real topic. */
class DefinitionsITCase {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @Test
    void everyNameReachesTheTopicWithTheMomentFromWhichItIsValid(@TempDir Path directory) throws Exception {
        try (SourceDatabase database = SourceDatabase.in(directory.resolve("data"));
                EmbeddedKafka kafka =
                        EmbeddedKafka.in(directory.resolve("kafka")).start();
                RestCatalogServer catalog =
                        RestCatalogServer.in(directory.resolve("catalog")).start()) {
            DefinitionsDatabase.createIn(database);
            database.execute("INSERT INTO agent_definitions VALUES ('t', 'a', 'Ann', '2026-11-20 10:00:00.1239Z'),"
                    + " ('t', 'silent', null, null), ('u', 'a2', 'Ada', '2026-11-20 10:00:00+02')");
            Settings settings = settings(database, kafka, catalog);
            JobClient job = start(settings, directory.resolve("checkpoints"));
            try (DefinitionsTopic topic = new DefinitionsTopic(kafka.bootstrapServers())) {
                assertThat(topic.awaitVersionsOf("a", 1)).containsExactly("Ann from 2026-11-20T10:00:00.123Z");
                assertThat(topic.awaitVersionsOf("a2", 1)).containsExactly("Ada from 2026-11-20T08:00:00.000Z");
                assertThat(topic.awaitVersionsOf("silent", 1)).containsExactly("null from 1970-01-01T00:00:00.000Z");
                topic.awaitCompleteUntil(now(database).minusSeconds(40));

                Instant updated = now(database);
                database.execute("UPDATE agent_definitions SET name = 'Bea', updated_at = '" + updated
                        + "' WHERE agent_id = 'a'");
                Instant beforeUntold = now(database);
                database.execute("UPDATE agent_definitions SET name = 'Cleo' WHERE agent_id = 'a'");
                Instant afterUntold = now(database);
                database.execute("UPDATE agent_definitions SET name = 'Eve', updated_at = '2026-11-20 12:00:00Z'"
                        + " WHERE agent_id = 'a2'");
                List<String> renamed = topic.awaitVersionsOf("a", 3);

                assertThat(renamed.get(1)).isEqualTo("Bea from " + updated);
                assertThat(renamed.get(2)).startsWith("Cleo from ");
                assertThat(momentOf(renamed.get(2))).isBetween(beforeUntold, afterUntold);
                assertThat(momentOf(topic.awaitVersionsOf("a2", 2).get(1)))
                        .as("no earlier than windows that may have been given out")
                        .isBetween(afterUntold.minusSeconds(30), now(database).minusSeconds(30));

                cancel(job);
                database.execute(
                        "UPDATE agent_definitions SET name = 'Dora', updated_at = now() WHERE agent_id = 'a'",
                        "DELETE FROM agent_definitions WHERE agent_id = 'a2'");
                job = start(settings, directory.resolve("checkpoints"));

                assertThat(topic.awaitVersionsOf("a", 4).get(3)).startsWith("Dora from ");
                assertThat(topic.awaitVersionsOf("a2", 3).get(2)).startsWith("null from ");
                Instant restarted = now(database);
                database.execute("INSERT INTO agent_definitions VALUES ('u', 'a2', 'Fay', '2026-11-20 13:00:00Z')");
                String deleted = topic.versionsOf("a2").get(2);
                String reborn = deleted.replace("null from", "Fay from");
                Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                                topic.versionsOf("a2").get(2))
                        .as("not before the deletion, or the agent would stay without a name")
                        .isEqualTo(reborn));
                topic.awaitCompleteUntil(restarted.minusSeconds(25));
                assertThat(topic.versionsOf("a")).hasSize(4);
                assertThat(topic.brokenPromises()).isEmpty();
                assertThat(topic.overwritten()).singleElement().asString().contains("\"a2\",\"name\":null");
                cancel(job);
            }
        }
    }

    /** The server's clock, cut to milliseconds as moments of versions are. */
    private static Instant now(SourceDatabase database) throws SQLException {
        return Instant.ofEpochMilli(
                Long.parseLong(database.query("SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint")));
    }

    private static Instant momentOf(String version) {
        return Instant.parse(version.substring(version.lastIndexOf(' ') + 1));
    }

    private static Settings settings(SourceDatabase database, EmbeddedKafka kafka, RestCatalogServer catalog) {
        return Settings.parse(
                CdcOptions.ALL,
                Map.of(),
                List.of(
                        "--postgres.host=" + database.server().host(),
                        "--postgres.port=" + database.server().port(),
                        "--postgres.user=" + SourceDatabase.ROLE,
                        "--postgres.password=env:PATH",
                        "--cdc.snapshot.chunk-rows=2",
                        "--agent-definitions.capture=on",
                        "--kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                        "--iceberg.catalog.uri=" + catalog.uri(),
                        "--iceberg.auth=none",
                        "--iceberg.storage-credentials=ambient"));
    }

    /** Starts the job from its newest checkpoint, where there is one. */
    private static JobClient start(Settings settings, Path checkpoints) throws Exception {
        Configuration configuration = new Configuration()
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500))
                .set(
                        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                        checkpoints.toUri().toString())
                .set(
                        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        if (Files.exists(checkpoints)) {
            try (Stream<Path> files = Files.walk(checkpoints)) {
                files.filter(file -> file.endsWith("_metadata"))
                        .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                        .ifPresent(newest -> configuration.set(
                                StateRecoveryOptions.SAVEPOINT_PATH,
                                newest.resolveSibling("").toUri().toString()));
            }
        }
        return StateTransitionCdcJob.JOB.start(
                StreamExecutionEnvironment.getExecutionEnvironment(configuration), settings);
    }

    private static void cancel(JobClient job) throws Exception {
        job.cancel().get();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> job.getJobStatus().get() == JobStatus.CANCELED);
    }
}
