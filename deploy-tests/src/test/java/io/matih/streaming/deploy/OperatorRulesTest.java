package io.matih.streaming.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.matih.streaming.cli.deployment.KubernetesObject;
import io.matih.streaming.job.StrictEnvironment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the operator or Flink would refuse in a cluster, and what a job without would lose. */
class OperatorRulesTest {

    private static final int LONGEST_NAME = 45;

    static List<KubernetesObject> deployments() {
        List<KubernetesObject> deployments = new ArrayList<>();
        Manifests.all().forEach(manifests -> manifests.ofKind("FlinkDeployment").forEach(deployments::add));
        return deployments;
    }

    @Test
    void everyJobIsDeployedInEveryEnvironment() {
        for (Manifests manifests : Manifests.all()) {
            assertThat(manifests.ofKind("FlinkDeployment").map(KubernetesObject::name))
                    .containsExactlyInAnyOrderElementsOf(Manifests.JOBS);
        }
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void nameIsShortEnoughForThePodsThatAreCalledAfterIt(KubernetesObject job) {
        assertThat(job.name()).hasSizeLessThanOrEqualTo(LONGEST_NAME).matches("[a-z]([-a-z0-9]*[a-z0-9])?");
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void stateIsKeptOverUpgrades(KubernetesObject job) {
        assertThat(job.at("/spec/job/upgradeMode").asText()).isEqualTo("savepoint");
        assertThat(job.at("/spec/job/state").asText()).isEqualTo("running");
        assertThat(job.at("/spec/job/allowNonRestoredState").asBoolean(true)).isFalse();
        assertThat(flink(job))
                .as("the names that every operator knows")
                .containsEntry("state.savepoints.dir", "s3://matih-flink/" + job.name() + "/savepoints")
                .containsEntry("state.checkpoints.dir", "s3://matih-flink/" + job.name() + "/checkpoints")
                .containsEntry("high-availability.storageDir", "s3://matih-flink/" + job.name() + "/ha")
                .containsEntry("high-availability.type", "kubernetes");
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void programIsNamedAsInTheImage(KubernetesObject job) throws Exception {
        assertThat(job.at("/spec/job/jarURI").asText()).isEqualTo("local:///opt/flink/usrlib/job.jar");
        assertThat(job.at("/spec/job/args"))
                .map(JsonNode::asText)
                .containsExactly("--config", "/etc/matih/job/job.yaml");
        assertThat(job.at("/spec/job/parallelism").asInt()).isBetween(1, StrictEnvironment.MAX_PARALLELISM);
        assertThat(job.at("/spec/image").asText()).contains("/" + job.name() + ":");
        // Not loaded: the libraries of the change capture job are not here.
        String main = job.at("/spec/job/entryClass").asText().replace('.', '/') + ".class";
        assertThat(getClass().getClassLoader().getResource(main)).as(main).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void keysThatTheOperatorSetsItselfAreNotThere(KubernetesObject job) {
        assertThat(flink(job).keySet())
                .doesNotContain(
                        "kubernetes.namespace",
                        "kubernetes.cluster-id",
                        "high-availability.cluster-id",
                        "kubernetes.container.image",
                        "kubernetes.container.image.ref",
                        "kubernetes.service-account",
                        "parallelism.default",
                        "execution.savepoint.path",
                        "execution.state-recovery.path",
                        "jobmanager.memory.process.size",
                        "taskmanager.memory.process.size");
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void flinkUnderstandsItsConfigurationAsItIsMeant(KubernetesObject job) {
        Configuration configuration = Configuration.fromMap(flink(job));

        assertThat(configuration.get(PipelineOptions.MAX_PARALLELISM)).isEqualTo(StrictEnvironment.MAX_PARALLELISM);
        assertThat(configuration.get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
                .isNotNull()
                .isPositive();
        assertThat(configuration.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE))
                .isEqualTo(CheckpointingMode.EXACTLY_ONCE);
        assertThat(configuration.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS))
                .isTrue();
        assertThat(configuration.get(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION))
                .isEqualTo(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        assertThat(configuration.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
                .endsWith("/checkpoints");
        assertThat(configuration.get(CheckpointingOptions.SAVEPOINT_DIRECTORY)).endsWith("/savepoints");
        assertThat(configuration.get(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS))
                .isGreaterThan(1);
        assertThat(configuration.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
        assertThat(configuration.get(RestartStrategyOptions.RESTART_STRATEGY)).isEqualTo("exponential-delay");
        assertThat(configuration.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF))
                .hasSeconds(60);
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void memoryIsGivenAndEnoughForFlinkToDivide(KubernetesObject job) {
        Map<String, String> taskManager = new HashMap<>(flink(job));
        taskManager.put("taskmanager.memory.process.size", memory(job, "taskManager"));
        Configuration jobManager = new Configuration();
        jobManager.set(JobManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.parse(memory(job, "jobManager")));

        assertThat(TaskExecutorProcessUtils.processSpecFromConfig(Configuration.fromMap(taskManager))
                        .getTaskHeapSize()
                        .getMebiBytes())
                .isGreaterThanOrEqualTo(256);
        assertThat(ProcessMemoryUtils.generateJvmParametersStr(
                        JobManagerProcessUtils.processSpecFromConfigWithNewOptionToInterpretLegacyHeap(
                                jobManager, JobManagerOptions.JVM_HEAP_MEMORY)))
                .contains("-Xmx");
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void javaKnowsTheFlagsOfTheTaskManagers(KubernetesObject job) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(Objects.requireNonNull(flink(job).get("env.java.opts.taskmanager"))
                .split(" ")));
        command.add("-version");
        Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(java.waitFor()).as(said).isZero();
    }

    /** Kubernetes' Mi and Gi are Flink's m and g, as the operator translates them. */
    private static String memory(KubernetesObject job, String component) {
        String memory = job.at("/spec/" + component + "/resource/memory").asText();
        assertThat(memory).matches("\\d+[MG]i");
        assertThat(job.at("/spec/" + component + "/resource/cpu").asDouble()).isPositive();
        return memory.replace("Mi", "m").replace("Gi", "g");
    }

    static Map<String, String> flink(KubernetesObject job) {
        Map<String, String> configuration = new HashMap<>();
        job.at("/spec/flinkConfiguration").fields().forEachRemaining(entry -> {
            assertThat(entry.getValue().isTextual())
                    .as(entry.getKey() + ": values are texts")
                    .isTrue();
            configuration.put(
                    entry.getKey(), Objects.requireNonNull(entry.getValue().textValue()));
        });
        return configuration;
    }
}
