package io.matih.streaming.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.matih.streaming.cli.deployment.KubernetesObject;
import io.matih.streaming.cli.deployment.Kustomization;
import io.matih.streaming.servers.catalog.RestCatalogServer;
import io.matih.streaming.servers.kafka.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job starts as the development overlay deploys it: from the layout of its image, with the mounted configuration and
 * secrets, Flink's configuration and sizes. Only addresses, and the folders that would be mounted, are other ones.
 */
class DeployedJobE2E {

    private static final String SECRET = "canary-catalog-secret";
    private static final String MOUNTS = "/etc/matih";

    private final List<KubernetesObject> objects = Kustomization.render(
            Path.of("..", "deploy", "overlays", "dev").toAbsolutePath().normalize());

    @Test
    void jobRunsFromTheLayoutOfItsImageWithTheConfigurationOfTheOverlay(@TempDir Path directory) throws Exception {
        KubernetesObject deployment = one("FlinkDeployment", "llm-ops");
        PackagedJob job = PackagedJob.llmOps();
        assertThat(deployment.at("/spec/job/entryClass").asText()).isEqualTo(job.mainClass());
        try (EmbeddedKafka kafka = EmbeddedKafka.in(directory.resolve("kafka")).start();
                RestCatalogServer catalog = RestCatalogServer.in(directory.resolve("catalog"))
                        .clientCredentials("llm-ops-id", SECRET)
                        .start()) {
            createTopics(kafka, "matih.ai.llm-ops");
            mount(directory, kafka, catalog);

            ClusterSettings settings = flink(ClusterSettings.of(job), deployment, directory)
                    .option("config", directory + MOUNTS + "/job/job.yaml")
                    .variable("MATIH_ICEBERG_OAUTH2_CLIENT_ID", "llm-ops-id");
            for (Map.Entry<String, String> variable :
                    ImageLayout.in(directory.resolve("image"), job).variables().entrySet()) {
                settings = settings.variable(variable.getKey(), variable.getValue());
            }

            try (ApplicationCluster cluster = ApplicationCluster.start("deployed", settings)) {
                cluster.awaitRunning();
                cluster.awaitCheckpoint();

                JsonNode plan = cluster.rest().get(cluster.job());
                assertThat(plan.get("name").asText()).isEqualTo("llm-ops");
                assertThat(plan.at("/vertices/0/parallelism").asInt())
                        .isEqualTo(deployment.at("/spec/job/parallelism").asInt());
                assertThat(plan.at("/vertices/0/maxParallelism").asInt()).isEqualTo(720);
                assertThat(cluster.exceptions()).isEmpty();
                cluster.stopWithSavepoint();
            }
        }
    }

    private void createTopics(EmbeddedKafka kafka, String source) {
        for (String topic : List.of(source, source + ".late", source + ".dead-letter")) {
            JsonNode spec = one("KafkaTopic", topic).at("/spec");
            Map<String, String> settings = new HashMap<>();
            spec.path("config")
                    .fields()
                    .forEachRemaining(entry ->
                            settings.put(entry.getKey(), entry.getValue().asText()));
            kafka.createTopic(topic, spec.path("partitions").asInt(), settings);
        }
    }

    /** Configuration and secrets as files, with the addresses of the local servers. */
    private void mount(Path directory, EmbeddedKafka kafka, RestCatalogServer catalog) throws IOException {
        String mounts = directory + MOUNTS;
        String configuration =
                one("ConfigMap", "llm-ops-configuration").at("/data/job.yaml").asText();
        String local = configuration
                .replace("matih-kafka-bootstrap.kafka:9092", kafka.bootstrapServers())
                .replace(
                        "http://polaris.polaris:8181/api/catalog", catalog.uri().toString())
                .replace(MOUNTS, mounts)
                // The local catalog has no warehouses; its tables are in a folder.
                .replaceAll("(?m)^ *warehouse: .*\n", "");
        assertThat(local).doesNotContain("polaris.polaris").contains("file:" + mounts);
        Files.createDirectories(Path.of(mounts, "job"));
        Files.createDirectories(Path.of(mounts, "secrets", "catalog"));
        Files.writeString(Path.of(mounts, "job", "job.yaml"), local);
        Files.writeString(Path.of(mounts, "secrets", "catalog", "client-secret"), SECRET);
    }

    /** All that does not name the bucket, Kubernetes or folders of the pod. */
    private static ClusterSettings flink(ClusterSettings base, KubernetesObject deployment, Path directory) {
        ClusterSettings settings = base.parallelism(
                        deployment.at("/spec/job/parallelism").asInt())
                .flink("jobmanager.memory.process.size", memory(deployment, "jobManager"))
                .flink("taskmanager.memory.process.size", memory(deployment, "taskManager"))
                .flink(
                        "state.backend.rocksdb.localdir",
                        directory.resolve("rocksdb").toString());
        Map<String, String> configuration = new HashMap<>();
        deployment
                .at("/spec/flinkConfiguration")
                .fields()
                .forEachRemaining(entry ->
                        configuration.put(entry.getKey(), entry.getValue().asText()));
        configuration
                .keySet()
                .removeIf(key -> key.matches(
                        "(high-availability|kubernetes|s3|fs|metrics)\\..*|metrics.reporters|process.working-dir"));
        configuration.values().removeIf(value -> value.startsWith("s3:") || value.startsWith("/"));
        for (Map.Entry<String, String> entry : configuration.entrySet()) {
            settings = settings.flink(entry.getKey(), entry.getValue());
        }
        return settings;
    }

    private static String memory(KubernetesObject deployment, String component) {
        return deployment
                .at("/spec/" + component + "/resource/memory")
                .asText()
                .replace("Mi", "m")
                .replace("Gi", "g");
    }

    private KubernetesObject one(String kind, String name) {
        return objects.stream()
                .filter(object -> object.kind().equals(kind) && object.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
