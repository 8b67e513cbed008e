package io.matih.streaming.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.matih.streaming.agentperformance.AgentPerformanceJob;
import io.matih.streaming.cdc.CdcOptions;
import io.matih.streaming.cli.deployment.KubernetesObject;
import io.matih.streaming.iceberg.IcebergOptions;
import io.matih.streaming.job.StreamingJob;
import io.matih.streaming.kafka.JobTopics;
import io.matih.streaming.kafka.KafkaOptions;
import io.matih.streaming.llmops.LlmOpsJob;
import io.matih.streaming.options.OptionSet;
import io.matih.streaming.options.Settings;
import io.matih.streaming.sessionanalytics.SessionAnalyticsJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The mounted configuration is one that the jobs accept, and agrees with what the manifests grant and mount. */
class JobConfigurationTest {

    private static final List<StreamingJob> KAFKA_JOBS =
            List.of(SessionAnalyticsJob.JOB, AgentPerformanceJob.JOB, LlmOpsJob.JOB);
    private static final List<String> DEFINITIONS_READERS = List.of("agent-performance");
    private static final String DEFINITIONS = "matih.ai.agent-definitions";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    static Stream<Arguments> jobs() {
        return Manifests.all().stream()
                .flatMap(manifests -> Manifests.JOBS.stream().map(job -> Arguments.of(manifests, job)));
    }

    static Stream<Arguments> kafkaJobs() {
        return Manifests.all().stream()
                .flatMap(manifests -> KAFKA_JOBS.stream().map(job -> Arguments.of(manifests, job)));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void everyKeyAndValueIsAcceptedByTheJob(Manifests manifests, String job) throws Exception {
        Settings settings = settings(manifests, job);

        assertThat(settings.of(IcebergOptions.NAMESPACE)).isEqualTo("matih_analytics");
        assertThat(settings.of(IcebergOptions.AUTHENTICATION)).isEqualTo(IcebergOptions.Authentication.OAUTH2);
        assertThat(settings.of(IcebergOptions.OAUTH2_CLIENT_ID)).isEqualTo("value of client-id in " + job + "-catalog");
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void everySecretIsAFileThatIsMounted(Manifests manifests, String job) throws Exception {
        Map<String, String> printed = settings(manifests, job).printed();
        Set<String> mounted = mountedFiles(manifests.one("FlinkDeployment", job));

        List<String> secrets = new ArrayList<>();
        for (String value : printed.values()) {
            assertThat(value)
                    .as("a variable can be seen by everybody in the pod")
                    .doesNotStartWith("env:");
            if (value.startsWith("file:")) {
                secrets.add(value.substring("file:".length()));
            } else if (value.startsWith("/")) {
                secrets.add(value);
            }
        }

        assertThat(secrets).isNotEmpty();
        assertThat(mounted).containsAll(secrets);
        assertThat(mounted).as("nothing is mounted that nobody reads").hasSize(secrets.size() + 1);
        assertThat(mounted).contains("/etc/matih/secrets/checkpoints/credentials");
    }

    @ParameterizedTest
    @MethodSource("kafkaJobs")
    void topicsAndGroupAreTheJobsOwn(Manifests manifests, StreamingJob job) throws Exception {
        Settings given = settings(manifests, job.name());
        Settings defaults = Settings.parse(
                job.options(),
                Map.of(),
                List.of(
                        "--kafka.bootstrap-servers=127.0.0.1:9",
                        "--iceberg.catalog.uri=http://127.0.0.1:9",
                        "--iceberg.auth=none"));
        JobTopics topics = KafkaOptions.topics(given);

        assertThat(topics).isEqualTo(KafkaOptions.topics(defaults));
        assertThat(given.of(KafkaOptions.GROUP)).isEqualTo(defaults.of(KafkaOptions.GROUP));
        assertThat(given.of(KafkaOptions.BOOTSTRAP_SERVERS))
                .endsWith(manifests.environment().equals("dev") ? ":9092" : ":9093");
        int partitions = partitions(manifests, topics.source());
        assertThat(partitions(manifests, topics.late())).isEqualTo(partitions);
        assertThat(partitions(manifests, topics.deadLetter())).isEqualTo(partitions);
        for (String topic : List.of(topics.late(), topics.deadLetter())) {
            KubernetesObject manifest = manifests.one("KafkaTopic", topic);
            // Records carry the timestamps of their originals, and more headers than those.
            assertThat(manifest.at("/spec/config/retention.ms").asLong()).isEqualTo(-1);
            assertThat(manifest.at("/spec/config/max.message.bytes").asLong())
                    .isGreaterThanOrEqualTo(manifests
                                    .one("KafkaTopic", topics.source())
                                    .at("/spec/config/max.message.bytes")
                                    .asLong()
                            + (64 << 10));
        }
    }

    @ParameterizedTest
    @MethodSource("kafkaJobs")
    void userMayDoWhatTheJobDoesAndNothingElse(Manifests manifests, StreamingJob job) throws Exception {
        if (manifests.environment().equals("dev")) {
            assertThat(manifests.ofKind("KafkaUser")).isEmpty();
            return;
        }
        JobTopics topics = KafkaOptions.topics(settings(manifests, job.name()));
        String group = settings(manifests, job.name()).of(KafkaOptions.GROUP);
        Set<String> expected = new TreeSet<>(Set.of(
                "topic literal " + topics.source() + " [\"Read\",\"Describe\"]",
                "topic literal " + topics.late() + " [\"Write\",\"Describe\"]",
                "topic literal " + topics.deadLetter() + " [\"Write\",\"Describe\"]",
                "group literal " + group + " [\"Read\",\"Describe\"]",
                "transactionalId prefix " + group + "- [\"Write\",\"Describe\"]"));
        if (DEFINITIONS_READERS.contains(job.name())) {
            expected.add("topic literal " + DEFINITIONS + " [\"Read\",\"Describe\"]");
        }

        Set<String> granted = new TreeSet<>();
        Manifests.list(manifests.one("KafkaUser", job.name()), "/spec/authorization/acls")
                .forEach(rule -> granted.add(rule.at("/resource/type").asText() + " "
                        + rule.at("/resource/patternType").asText("literal") + " "
                        + rule.at("/resource/name").asText() + " " + rule.get("operations")));
        assertThat(granted).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("io.matih.streaming.deploy.Manifests#all")
    void definitionsAreCompactedInOnePartition(Manifests manifests) {
        KubernetesObject topic = manifests.one("KafkaTopic", DEFINITIONS);

        assertThat(topic.at("/spec/partitions").asInt()).isEqualTo(1);
        assertThat(topic.at("/spec/config/cleanup.policy").asText()).isEqualTo("compact");
    }

    private static int partitions(Manifests manifests, String topic) {
        return manifests.one("KafkaTopic", topic).at("/spec/partitions").asInt();
    }

    private static OptionSet options(String job) {
        return KAFKA_JOBS.stream()
                .filter(each -> each.name().equals(job))
                .findFirst()
                .map(StreamingJob::options)
                .orElse(CdcOptions.ALL);
    }

    /** What the job reads in its pod: the mounted file, and the variables of its container. */
    private Settings settings(Manifests manifests, String job) throws Exception {
        Path file = folder.resolve("job.yaml");
        Files.writeString(
                file,
                manifests
                        .one("ConfigMap", job + "-configuration")
                        .at("/data/job.yaml")
                        .asText());
        Map<String, String> variables = new HashMap<>();
        Manifests.list(manifests.one("FlinkDeployment", job), "/spec/podTemplate/spec/containers/0/env")
                .forEach(variable -> variables.put(variable.path("name").asText(), value(variable)));
        return Settings.parse(options(job), variables, List.of("--config=" + file));
    }

    private static String value(JsonNode variable) {
        JsonNode reference = variable.at("/valueFrom/secretKeyRef");
        return reference.isMissingNode()
                ? variable.path("value").asText()
                : "value of " + reference.path("key").asText() + " in "
                        + reference.path("name").asText();
    }

    private static Set<String> mountedFiles(KubernetesObject deployment) {
        JsonNode secrets = Manifests.list(deployment, "/spec/podTemplate/spec/volumes")
                .filter(volume -> volume.path("name").asText().equals("secrets"))
                .findFirst()
                .orElseThrow();
        String folder = Manifests.list(deployment, "/spec/podTemplate/spec/containers/0/volumeMounts")
                .filter(mount -> mount.path("name").asText().equals("secrets"))
                .map(mount -> Objects.requireNonNull(mount.path("mountPath").textValue()))
                .findFirst()
                .orElseThrow();
        Set<String> files = new TreeSet<>();
        secrets.at("/projected/sources").forEach(source -> source.at("/secret/items")
                .forEach(item -> files.add(folder + "/" + item.path("path").asText())));
        return files;
    }
}
