package io.matih.streaming.endtoend;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.matih.streaming.servers.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * A packaged job in a cluster of its own: one process for the JobManager and one for each TaskManager, all on 127.0.0.1.
 *
 * <pre>{@code
 * ClusterSettings settings = ClusterSettings.of(PackagedJob.llmOps()).taskManagers(2, 1).parallelism(2);
 * try (ApplicationCluster cluster = ApplicationCluster.start("restart", settings)) {
 *     cluster.awaitRunning();
 *     cluster.killTaskManager();
 *     cluster.startTaskManager();
 *     cluster.awaitRestarts(1);
 *     Path savepoint = cluster.stopWithSavepoint();
 * }
 * }</pre>
 *
 * <p>Configuration, logs, checkpoints and savepoints stay in a folder of the build directory. Closing kills all
 * processes.
 */
final class ApplicationCluster implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String METRICS_PORT = "metrics.reporter.prom.port";
    private static final Duration POLL = Duration.ofMillis(100);

    private final ClusterSettings settings;
    private final Path directory;
    private final Configuration configuration;
    private final JavaProcess jobManager;
    private final List<JavaProcess> taskManagers = new ArrayList<>();
    private final FlinkRest rest;
    private final List<Integer> metricsPorts = new ArrayList<>();
    private int taskManagersStarted;

    private ApplicationCluster(ClusterSettings settings, Path directory) throws IOException {
        this.settings = settings;
        this.directory = directory;
        int restPort = Ports.free();
        configuration = Configuration.fromMap(settings.flink);
        configure("jobmanager.rpc.address", HOST);
        configure("jobmanager.rpc.port", Integer.toString(Ports.free()));
        configure("jobmanager.bind-host", HOST);
        configure("taskmanager.host", HOST);
        configure("taskmanager.bind-host", HOST);
        configure("rest.address", HOST);
        configure("rest.bind-address", HOST);
        configure("rest.port", Integer.toString(restPort));
        configure(
                "metrics.reporter.prom.factory.class", "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
        configure("metrics.reporter.prom.filterLabelValueCharacters", "false");
        configure(METRICS_PORT, Integer.toString(newMetricsPort()));
        configure(
                "io.tmp.dirs",
                Files.createDirectories(directory.resolve("scratch")).toString());
        // Flink takes JARs that lie there already, under the same name, instead of those that it is told to run.
        configure(
                "user.artifacts.base-dir",
                directory.resolve("scratch/artifacts").toString());
        configure("execution.checkpointing.dir", checkpoints().toUri().toString());
        writeFiles();
        this.rest = new FlinkRest(URI.create("http://" + HOST + ":" + restPort));
        this.jobManager = startJobManager();
    }

    /**
     * Starts the processes, and does not wait for them.
     *
     * @param name of the folder for all files, which is emptied
     */
    static ApplicationCluster start(String name, ClusterSettings settings) {
        try {
            ApplicationCluster cluster = new ApplicationCluster(settings, emptyDirectory(name));
            for (int i = 0; i < settings.taskManagers; i++) {
                cluster.startTaskManager();
            }
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until all tasks of the job run. */
    void awaitRunning() {
        until("all tasks run", () -> areAllRunning());
    }

    /** Waits until the job has been restarted so often and all of its tasks run again. */
    void awaitRestarts(int restarts) {
        until("the job was restarted", () -> restarts() >= restarts && areAllRunning());
    }

    /** Waits until a checkpoint has been completed that began after this call. */
    void awaitCheckpoint() {
        long begun = rest.get(job() + "/checkpoints").at("/counts/total").asLong();
        until("a checkpoint is completed", () -> latestCheckpointId() > begun);
    }

    /** Kills the TaskManager that was started first, as {@code kill -9} does. */
    void killTaskManager() {
        taskManagers.remove(0).close();
    }

    /** Starts one more TaskManager. */
    void startTaskManager() {
        String name = "taskmanager-" + ++taskManagersStarted;
        TaskExecutorProcessSpec spec = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
        List<String> command = FlinkInstallation.java(options(ProcessMemoryUtils.generateJvmParametersStr(spec)));
        command.add("org.apache.flink.runtime.taskexecutor.TaskManagerRunner");
        command.addAll(List.of("--configDir", directory.toString()));
        command.addAll(words(TaskExecutorProcessUtils.generateDynamicConfigsStr(spec)));
        command.addAll(List.of("-D", "taskmanager.resource-id=" + name));
        command.addAll(List.of("-D", METRICS_PORT + "=" + newMetricsPort()));
        taskManagers.add(JavaProcess.start(name, directory, command, settings.environment));
    }

    /** Stops the job without draining it, and returns where its savepoint is. */
    Path stopWithSavepoint() {
        String target = directory.resolve("savepoints").toUri().toString();
        String trigger = rest.post(job() + "/stop", "{\"targetDirectory\":\"" + target + "\",\"drain\":false}")
                .get("request-id")
                .asText();
        String savepoint = job() + "/savepoints/" + trigger;
        until(
                "the savepoint is done",
                () -> rest.get(savepoint).at("/status/id").asText().equals("COMPLETED"));
        JsonNode operation = rest.get(savepoint).get("operation");
        if (!operation.hasNonNull("location")) {
            throw new AssertionError("no savepoint: " + operation);
        }
        return Path.of(URI.create(operation.get("location").asText()));
    }

    /** The newest completed checkpoint that can be started from. */
    Optional<Path> latestCheckpoint() {
        JsonNode path = rest.get(job() + "/checkpoints").at("/latest/completed/external_path");
        return path.isTextual() ? Optional.of(Path.of(URI.create(path.asText()))) : Optional.empty();
    }

    /** The newest checkpoint that was completed, also when the processes are gone. */
    Path retainedCheckpoint() {
        try (Stream<Path> files = Files.walk(checkpoints())) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .map(Path::getParent)
                    .max(Comparator.comparingLong(ApplicationCluster::checkpointId))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long checkpointId(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring("chk-".length()));
    }

    /** Why the job has failed or was restarted, newest first: one exception name each. */
    List<String> exceptions() {
        List<String> names = new ArrayList<>();
        rest.get(job() + "/exceptions")
                .at("/exceptionHistory/entries")
                .forEach(entry -> names.add(entry.get("exceptionName").asText()));
        return names;
    }

    /** The path of the job in the REST interface, such as {@code /jobs/0f…}. */
    String job() {
        JsonNode jobs = rest.get("/jobs").get("jobs");
        if (jobs.size() != 1) {
            throw new IllegalStateException("expected one job, but got " + jobs);
        }
        return "/jobs/" + jobs.get(0).get("id").asText();
    }

    /** What Prometheus would get from all processes that have been started and still run. */
    String scrape() {
        StringBuilder scrape = new StringBuilder();
        for (int port : metricsPorts) {
            scrape.append(new FlinkRest(URI.create("http://" + HOST + ":" + port)).text("/metrics"));
        }
        return scrape.toString();
    }

    private int newMetricsPort() {
        int port = Ports.free();
        metricsPorts.add(port);
        return port;
    }

    FlinkRest rest() {
        return rest;
    }

    JavaProcess jobManager() {
        return jobManager;
    }

    List<JavaProcess> taskManagers() {
        return List.copyOf(taskManagers);
    }

    /** Where configuration, logs, checkpoints and savepoints are. */
    Path directory() {
        return directory;
    }

    Path checkpoints() {
        return directory.resolve("checkpoints");
    }

    @Override
    public void close() {
        taskManagers.forEach(JavaProcess::close);
        jobManager.close();
    }

    private boolean areAllRunning() {
        JsonNode job = rest.get(job());
        boolean running = job.get("state").asText().equals("RUNNING");
        for (JsonNode vertex : job.get("vertices")) {
            running &= vertex.get("status").asText().equals("RUNNING");
        }
        return running;
    }

    private long restarts() {
        for (JsonNode metric : rest.get(job() + "/metrics?get=numRestarts")) {
            return metric.get("value").asLong();
        }
        return 0;
    }

    private long latestCheckpointId() {
        return rest.get(job() + "/checkpoints").at("/latest/completed/id").asLong(0);
    }

    private void until(String what, Condition condition) {
        await(what).atMost(LIMIT).pollInterval(POLL).until(() -> {
            if (!jobManager.isAlive()) {
                throw new AssertionError("the JobManager has ended; its log is in " + directory);
            }
            try {
                return condition.isMet();
            } catch (UncheckedIOException | IllegalStateException notYet) {
                return false;
            }
        });
    }

    @FunctionalInterface
    private interface Condition {
        boolean isMet();
    }

    private JavaProcess startJobManager() {
        List<String> command = FlinkInstallation.java(options("-Xmx512m"));
        command.add("org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint");
        if (!settings.environment.containsKey(ImageLayout.LIBRARY_VARIABLE)) {
            // First, because it takes all words up to the next option.
            command.addAll(List.of("--jars", settings.job.jar().toUri().toString()));
        }
        command.addAll(List.of("--configDir", directory.toString()));
        command.addAll(List.of("--job-classname", settings.job.mainClass()));
        if (settings.savepoint != null) {
            command.addAll(List.of("--fromSavepoint", settings.savepoint.toUri().toString()));
        }
        // Or Flink would take the job's --config for its own --configDir.
        command.add("--");
        command.addAll(settings.arguments());
        return JavaProcess.start("jobmanager", directory, command, settings.environment);
    }

    private static List<String> options(String memory) {
        List<String> options = new ArrayList<>(words(memory));
        options.add("-Dlog4j.configurationFile=" + FlinkInstallation.logging().toUri());
        return options;
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.strip().split("\\s+", -1));
    }

    private void configure(String key, String value) {
        configuration.setString(key, value);
    }

    private void writeFiles() throws IOException {
        StringBuilder yaml = new StringBuilder();
        for (Map.Entry<String, String> value : configuration.toMap().entrySet()) {
            yaml.append(value.getKey()).append(": \"").append(value.getValue()).append("\"\n");
        }
        Files.writeString(directory.resolve("config.yaml"), yaml);
    }

    private static Path emptyDirectory(String name) throws IOException {
        Path directory = FlinkInstallation.clusters().resolve(name);
        org.apache.flink.util.FileUtils.deleteDirectory(directory.toFile());
        return Files.createDirectories(directory);
    }
}
