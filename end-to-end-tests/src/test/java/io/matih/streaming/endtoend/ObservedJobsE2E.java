package io.matih.streaming.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.matih.streaming.endtoend.observability.MetricsPage;
import io.matih.streaming.servers.catalog.RestCatalogServer;
import io.matih.streaming.servers.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Running jobs export what {@code docs/metrics.md} says, and log as JSON without what they read. The metrics of the other
 * jobs are looked at where these run anyway: in {@link AgentNamesE2E} and {@link SecretsE2E}.
 */
class ObservedJobsE2E {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String PAYLOAD = "payload4711";

    @Test
    void aJobThatReadsKafkaExportsItsMetricsAndLogsNoPayload(@TempDir Path directory) throws IOException {
        CallScript script = new CallScript(7, 2, Instant.parse("2024-05-14T10:00:00Z"));
        try (Servers servers = Servers.in(directory)) {
            Topic input = servers.createTopic("matih.ai.llm-ops", 2);
            ClusterSettings settings = ClusterSettings.of(PackagedJob.llmOps())
                    .options(servers.options())
                    .variable("JOB_NAME", "llm-ops");
            try (ApplicationCluster cluster = ApplicationCluster.start("observed-kafka", settings)) {
                input.send(brokenRecords());
                input.send(script.next(Duration.ofMinutes(30)));
                cluster.awaitRunning();
                await().atMost(LIMIT)
                        .until(() ->
                                !servers.table("llm_operations_metrics").rows().isEmpty());

                MetricsPage.awaitAll(cluster::scrape, MetricsPage.JOB_MANAGER, MetricsPage.TASKS, MetricsPage.KAFKA);

                assertThat(servers.topic("matih.ai.llm-ops.dead-letter").read())
                        .anyMatch(letter -> String.valueOf(letter.value()).contains(PAYLOAD));
                assertThat(cluster.scrape()).contains("job_name=\"llm-ops\"");
                assertThat(logOf(cluster)).hasSizeGreaterThan(100).allSatisfy(line -> {
                    assertThat(line).doesNotContain(PAYLOAD);
                    assertIsOfTheJob(new ObjectMapper().readTree(line));
                });
            }
        }
    }

    @Test
    void theJobThatCapturesChangesExportsItsMetricsAndHidesItsSecrets(@TempDir Path directory) throws Exception {
        Canaries canaries = new Canaries(directory.resolve("secrets"), 4_713);
        String catalogSecret = canaries.secret();
        try (EmbeddedPostgres postgres =
                        EmbeddedPostgres.in(directory.resolve("postgres")).start();
                RestCatalogServer catalog = RestCatalogServer.in(directory.resolve("catalog"))
                        .clientCredentials("job", catalogSecret)
                        .start()) {
            prepare(postgres);
            ClusterSettings settings = ClusterSettings.of(PackagedJob.stateTransitionCdc())
                    .option("postgres.host", postgres.host())
                    .option("postgres.port", Integer.toString(postgres.port()))
                    .option("postgres.user", "flink_cdc")
                    .option("postgres.password", canaries.file("postgres", canaries.secret()))
                    .option("iceberg.catalog.uri", catalog.uri().toString())
                    .option("iceberg.oauth2.client-id", "job")
                    .option("iceberg.oauth2.client-secret", canaries.variable("CATALOG_SECRET", catalogSecret))
                    .option("iceberg.oauth2.server-uri", catalog.uri() + "/v1/oauth/tokens")
                    .option("iceberg.storage-credentials", "static")
                    .option("iceberg.s3.access-key-id", canaries.variable("S3_KEY", canaries.secret()))
                    .option("iceberg.s3.secret-access-key", canaries.file("s3", canaries.secret()));
            try (ApplicationCluster cluster = ApplicationCluster.start("observed-cdc", canaries.variables(settings))) {
                cluster.awaitRunning();

                MetricsPage.awaitAll(
                        cluster::scrape, MetricsPage.JOB_MANAGER, MetricsPage.TASKS, MetricsPage.CHANGE_CAPTURE);
                assertThat(canaries.count()).isEqualTo(4);
                canaries.assertUnseenIn(cluster);
            }
        }
    }

    private static void assertIsOfTheJob(JsonNode event) {
        assertThat(event.get("service.name").asText()).isEqualTo("llm-ops");
        assertThat(List.of("@timestamp", "ecs.version", "log.level", "message", "log.logger", "process.thread.name"))
                .allMatch(event::has);
    }

    private static List<String> logOf(ApplicationCluster cluster) {
        List<String> lines =
                new ArrayList<>(cluster.jobManager().output().lines().toList());
        cluster.taskManagers()
                .forEach(process -> lines.addAll(process.output().lines().toList()));
        return lines;
    }

    private static List<ScriptedRecord> brokenRecords() {
        List<String> values = List.of(
                "{\"tenant_id\": " + PAYLOAD,
                "{\"tenant_id\": \"" + PAYLOAD + "\", \"cache_hit\": \"" + PAYLOAD + "\"}",
                "{\"tenant_id\": \"" + PAYLOAD + "\", \"timestamp\": \"" + PAYLOAD + "\"}",
                PAYLOAD);
        return values.stream()
                .map(value -> new ScriptedRecord(
                        0,
                        new Letter(
                                PAYLOAD,
                                value,
                                Instant.parse("2024-05-14T10:00:00Z").toEpochMilli(),
                                List.of()),
                        null,
                        null))
                .toList();
    }

    private static void prepare(EmbeddedPostgres postgres) throws SQLException {
        execute(postgres, "postgres", "CREATE DATABASE ai_service", "CREATE ROLE flink_cdc LOGIN REPLICATION");
        execute(
                postgres,
                "ai_service",
                """
                CREATE TABLE public.fsm_state_transitions (
                    id text PRIMARY KEY, entity_type text NOT NULL, entity_id text NOT NULL, tenant_id text NOT NULL,
                    from_state text NOT NULL, to_state text NOT NULL, triggered_by text, trigger_reason text,
                    metadata text, created_at timestamp(3) NOT NULL)""",
                "ALTER TABLE public.fsm_state_transitions REPLICA IDENTITY FULL",
                "GRANT SELECT ON public.fsm_state_transitions TO flink_cdc",
                "CREATE PUBLICATION flink_fsm_cdc FOR TABLE public.fsm_state_transitions",
                "INSERT INTO fsm_state_transitions VALUES"
                        + " ('a', 'e', 'x', 't', 'f', 'to', null, null, null, '2026-11-20 10:00:00.123')");
    }

    private static void execute(EmbeddedPostgres postgres, String database, String... statements) throws SQLException {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
