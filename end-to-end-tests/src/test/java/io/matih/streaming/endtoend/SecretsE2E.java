package io.matih.streaming.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.servers.catalog.RestCatalogServer;
import io.matih.streaming.servers.kafka.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets are used, and seen nowhere. */
class SecretsE2E {

    private static final String KAFKA_PASSWORD = "canary-kafka-4711";
    private static final String CATALOG_SECRET = "canary-catalog-4712";

    @Test
    void secretsAreInNoFileNoAnswerAndNoCommandLine(@TempDir Path directory) throws IOException {
        try (EmbeddedKafka kafka = EmbeddedKafka.in(directory.resolve("kafka"))
                        .scramUser("analytics", KAFKA_PASSWORD)
                        .start();
                RestCatalogServer catalog = RestCatalogServer.in(directory.resolve("catalog"))
                        .clientCredentials("job", CATALOG_SECRET)
                        .start()) {
            kafka.createTopic("matih.ai.llm-ops", 1);
            secretsStayOutOfSight(settings(kafka, catalog));
        }
    }

    private static void secretsStayOutOfSight(ClusterSettings settings) throws IOException {
        try (ApplicationCluster cluster = ApplicationCluster.start("secrets", settings)) {
            cluster.awaitRunning();
            cluster.awaitCheckpoint();

            List<String> seen = new ArrayList<>();
            for (String path : List.of("/config", "/checkpoints", "/exceptions", "/plan", "")) {
                seen.add(cluster.rest().text(cluster.job() + path));
            }
            for (String path : List.of("/config", "/environment", "/logs")) {
                seen.add(cluster.rest().text("/jobmanager" + path));
            }
            seen.add(cluster.jobManager().commandLine());
            cluster.taskManagers().forEach(process -> seen.add(process.commandLine()));
            String metadata =
                    Files.readString(cluster.latestCheckpoint().orElseThrow().resolve("_metadata"), ISO_8859_1);
            cluster.stopWithSavepoint();

            assertThat(seen).noneMatch(SecretsE2E::isCanaryIn);
            assertThat(metadata).isNotEmpty().doesNotContain("canary-");
            assertThat(filesOf(cluster)).hasSizeGreaterThan(5).noneMatch(SecretsE2E::isCanaryIn);
            assertThat(seen).anyMatch(text -> text.contains("env:LLM_OPS_KAFKA_PASSWORD"));
        }
    }

    private static ClusterSettings settings(EmbeddedKafka kafka, RestCatalogServer catalog) {
        return ClusterSettings.of(PackagedJob.llmOps())
                .variable("LLM_OPS_KAFKA_PASSWORD", KAFKA_PASSWORD)
                .variable("LLM_OPS_CATALOG_SECRET", CATALOG_SECRET)
                .option("kafka.bootstrap-servers", kafka.scramBootstrapServers())
                .option("kafka.security", "sasl-plaintext")
                .option("kafka.scram.user", "analytics")
                .option("kafka.scram.password", "env:LLM_OPS_KAFKA_PASSWORD")
                .option("iceberg.catalog.uri", catalog.uri().toString())
                .option("iceberg.oauth2.client-id", "job")
                .option("iceberg.oauth2.client-secret", "env:LLM_OPS_CATALOG_SECRET")
                .option("iceberg.oauth2.server-uri", catalog.uri() + "/v1/oauth/tokens")
                .option("iceberg.storage-credentials", "ambient");
    }

    /** Configuration, logs, what was printed, checkpoints and savepoints; not the job's JAR. */
    private static List<String> filesOf(ApplicationCluster cluster) throws IOException {
        List<String> contents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(cluster.directory())) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(cluster.directory().resolve("scratch")))
                    .toList()) {
                contents.add(Files.readString(file, ISO_8859_1));
            }
        }
        return contents;
    }

    private static boolean isCanaryIn(String text) {
        return text.contains("canary-");
    }
}
