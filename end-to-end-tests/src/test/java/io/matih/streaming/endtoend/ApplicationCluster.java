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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
 *     URI savepoint = cluster.stopWithSavepoint();
 * }
 * }</pre>
 *
 * <p>Configuration, logs, checkpoints and savepoints stay in a folder of the build directory. Closing kills all
 * processes.
 */
public final class ApplicationCluster implements AutoCloseable {

    static final String CHECKPOINTS = "execution.checkpointing.dir";
    static final String SAVEPOINTS = "execution.checkpointing.savepoint-dir";
    static final String RECOVERY = "high-availability.storageDir";

    private static final String HOST = "127.0.0.1";
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String METRICS_PORT = "metrics.reporter.prom.port";
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Pattern WRITTEN_BY_A_FAILED_STOP =
            Pattern.compile("A savepoint has been created at: ([^,\\s]+),");

    private final ClusterSettings settings;
    private final Path directory;
    private final Configuration configuration;
    private final List<JavaProcess> taskManagers = new CopyOnWriteArrayList<>();
    private final FlinkRest rest;
    private final List<Integer> metricsPorts = new ArrayList<>();
    private JavaProcess jobManager;
    private boolean jobManagerKilled;
    private boolean closed;
    private int jobManagersStarted;
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
        configureFolder(CHECKPOINTS, checkpoints());
        configureFolder(SAVEPOINTS, directory.resolve("savepoints"));
        if (settings.coordination != null) {
            configure("high-availability.type", "zookeeper");
            configure("high-availability.zookeeper.quorum", settings.coordination);
            configure("high-availability.cluster-id", "/" + directory.getFileName());
            configureFolder(RECOVERY, directory.resolve("ha"));
        }
        writeFiles();
        this.rest = new FlinkRest(URI.create("http://" + HOST + ":" + restPort));
        this.jobManager = newJobManager();
    }

    /**
     * Starts the processes, and does not wait for them.
     *
     * @param name of the folder for all files, which is emptied
     */
    public static ApplicationCluster start(String name, ClusterSettings settings) {
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
    public void awaitRunning() {
        until("all tasks run", () -> isRunningSince(0));
    }

    /** Waits until the job has been restarted so often and all of its tasks run again. */
    public void awaitRestarts(int restarts) {
        until("the job was restarted", () -> restarts() >= restarts && isRunningSince(0));
    }

    /** Waits until a checkpoint has been completed that began after this call. */
    public void awaitCheckpoint() {
        long begun = rest.get(job() + "/checkpoints").at("/counts/total").asLong();
        until("a checkpoint is completed", () -> latestCheckpointId() > begun);
    }

    /** Kills the TaskManager that was started first, as {@code kill -9} does. */
    public void killTaskManager() {
        taskManagers.remove(0).close();
    }

    /** Kills this TaskManager, as {@code kill -9} does. */
    public void killTaskManager(JavaProcess taskManager) {
        taskManagers.remove(taskManager);
        taskManager.close();
    }

    /** Kills the JobManager, as {@code kill -9} does. */
    public synchronized void killJobManager() {
        jobManagerKilled = true;
        jobManager.close();
    }

    /** Starts a JobManager after the one before has ended; with high availability it goes on with the job. */
    public synchronized void startJobManager() {
        jobManager = newJobManager();
        jobManagerKilled = false;
    }

    /** Starts the JobManager again if it has ended by itself, as Kubernetes does. */
    public synchronized void keepJobManager() {
        if (!closed && !jobManagerKilled && !jobManager.isAlive()) {
            startJobManager();
        }
    }

    /** Starts one more TaskManager; none in a cluster that is closed. */
    public synchronized void startTaskManager() {
        if (closed) {
            return;
        }
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
    public URI stopWithSavepoint() {
        JsonNode operation = stop();
        if (!operation.hasNonNull("location")) {
            throw new AssertionError("no savepoint: " + operation);
        }
        return URI.create(operation.get("location").asText());
    }

    /**
     * Asks the job to stop with a savepoint.
     *
     * @return where the savepoint is, also when the job failed after it was written; empty when there is none
     */
    public Optional<URI> tryToStopWithSavepoint() {
        JsonNode operation = stop();
        if (operation.hasNonNull("location")) {
            return Optional.of(URI.create(operation.get("location").asText()));
        }
        Matcher written = WRITTEN_BY_A_FAILED_STOP.matcher(operation.toString());
        return written.find() ? Optional.of(URI.create(written.group(1))) : Optional.empty();
    }

    private JsonNode stop() {
        String target = configuration.getString(SAVEPOINTS, "");
        String trigger = rest.post(job() + "/stop", "{\"targetDirectory\":\"" + target + "\",\"drain\":false}")
                .get("request-id")
                .asText();
        String savepoint = job() + "/savepoints/" + trigger;
        until(
                "the savepoint is done",
                () -> rest.get(savepoint).at("/status/id").asText().equals("COMPLETED"));
        return rest.get(savepoint).get("operation");
    }

    /** The newest checkpoint that the JobManager knows, completed or started from. */
    public Optional<URI> newestRetainedCheckpoint() {
        JsonNode latest = rest.get(job() + "/checkpoints").get("latest");
        return Stream.of(latest.path("completed"), latest.path("restored"))
                .filter(checkpoint -> checkpoint.hasNonNull("external_path"))
                .max(Comparator.comparingLong(checkpoint -> checkpoint.get("id").asLong()))
                .map(checkpoint -> URI.create(checkpoint.get("external_path").asText()));
    }

    /** The checkpoints of the job that were completed and are still there, newest first. */
    public List<URI> retainedCheckpoints() {
        List<URI> retained = new ArrayList<>();
        for (JsonNode checkpoint : rest.get(job() + "/checkpoints").get("history")) {
            if (checkpoint.hasNonNull("external_path")
                    && !checkpoint.path("discarded").asBoolean()
                    && !checkpoint.path("is_savepoint").asBoolean()) {
                retained.add(URI.create(checkpoint.get("external_path").asText()));
            }
        }
        return retained;
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
    public List<String> exceptions() {
        List<String> names = new ArrayList<>();
        rest.get(job() + "/exceptions")
                .at("/exceptionHistory/entries")
                .forEach(entry -> names.add(entry.get("exceptionName").asText()));
        return names;
    }

    /** Whether the job was restarted, or has failed, for this reason among others. */
    public boolean wasHitBy(Class<? extends Throwable> reason) {
        return rest.text(job() + "/exceptions").contains(reason.getSimpleName());
    }

    /** Whether the job has failed for good, and for this reason among others. */
    public boolean hasGivenUpFor(Class<? extends Throwable> reason) {
        return rest.get(job()).get("state").asText().equals("FAILED") && wasHitBy(reason);
    }

    /** The path of the job in the REST interface, such as {@code /jobs/0f…}. */
    public String job() {
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

    public FlinkRest rest() {
        return rest;
    }

    public JavaProcess jobManager() {
        return jobManager;
    }

    public List<JavaProcess> taskManagers() {
        return List.copyOf(taskManagers);
    }

    /** Where configuration, logs, checkpoints and savepoints are. */
    public Path directory() {
        return directory;
    }

    public Path checkpoints() {
        return directory.resolve("checkpoints");
    }

    @Override
    public synchronized void close() {
        closed = true;
        taskManagers.forEach(JavaProcess::close);
        jobManager.close();
    }

    /** Whether all tasks of the job run, and all have been started at this time or later. */
    public boolean isRunningSince(long epochMillis) {
        JsonNode job = rest.get(job());
        boolean running = job.get("state").asText().equals("RUNNING");
        for (JsonNode vertex : job.get("vertices")) {
            running &= vertex.get("status").asText().equals("RUNNING")
                    && vertex.get("start-time").asLong() >= epochMillis;
        }
        return running;
    }

    /**
     * When the last of the tasks that run now was started, in milliseconds since 1970.
     *
     * @throws IllegalStateException when not all of them run
     */
    public long runningSinceMillis() {
        long since = 0;
        for (JsonNode vertex : rest.get(job()).get("vertices")) {
            if (!vertex.get("status").asText().equals("RUNNING")) {
                throw new IllegalStateException("not all tasks run");
            }
            since = Math.max(since, vertex.get("start-time").asLong());
        }
        return since;
    }

    /** Whether a source task has this partition of its topic. */
    public boolean isReading(int partition) {
        String job = job();
        String position = ".partition." + partition + ".currentOffset";
        for (JsonNode vertex : rest.get(job).get("vertices")) {
            for (JsonNode metric :
                    rest.get(job + "/vertices/" + vertex.get("id").asText() + "/subtasks/metrics")) {
                if (metric.get("id").asText().endsWith(position)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The TaskManagers that run tasks of the job whose name holds this text. */
    public List<JavaProcess> hostsOf(String task) {
        Set<String> names = new HashSet<>();
        String job = job();
        for (JsonNode vertex : rest.get(job).get("vertices")) {
            if (vertex.get("name").asText().contains(task)) {
                rest.get(job + "/vertices/" + vertex.get("id").asText())
                        .get("subtasks")
                        .forEach(subtask ->
                                names.add(subtask.path("taskmanager-id").asText()));
            }
        }
        return taskManagers.stream()
                .filter(taskManager -> names.contains(taskManager.name()))
                .toList();
    }

    private long restarts() {
        for (JsonNode metric : rest.get(job() + "/metrics?get=numRestarts")) {
            return metric.get("value").asLong();
        }
        return 0;
    }

    /** The newest checkpoint that has begun; 0 before the first. */
    public long newestCheckpoint() {
        return rest.get(job() + "/checkpoints").at("/history/0/id").asLong(0);
    }

    /** Whether a checkpoint has begun and is not complete. */
    public boolean isCheckpointInProgress() {
        return rest.get(job() + "/checkpoints").at("/counts/in_progress").asLong() > 0;
    }

    /** The newest checkpoint that has failed; 0 before the first. */
    public long newestFailedCheckpoint() {
        return rest.get(job() + "/checkpoints").at("/latest/failed/id").asLong(0);
    }

    /** The newest checkpoint that was completed; 0 before the first. */
    public long latestCheckpointId() {
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

    private JavaProcess newJobManager() {
        List<String> command = FlinkInstallation.java(options("-Xmx512m"));
        command.add("org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint");
        if (!settings.environment.containsKey(ImageLayout.LIBRARY_VARIABLE)) {
            // First, because it takes all words up to the next option.
            command.addAll(List.of("--jars", settings.job.jar().toUri().toString()));
        }
        command.addAll(List.of("--configDir", directory.toString()));
        command.addAll(List.of("--job-classname", settings.job.mainClass()));
        if (settings.savepoint != null) {
            command.addAll(List.of("--fromSavepoint", settings.savepoint.toString()));
        }
        // Or Flink would take the job's --config for its own --configDir.
        command.add("--");
        command.addAll(settings.arguments());
        String name = jobManagersStarted++ == 0 ? "jobmanager" : "jobmanager-" + jobManagersStarted;
        return JavaProcess.start(name, directory, command, settings.environment);
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

    /** Files of this machine, unless the settings have an object store. */
    private void configureFolder(String key, Path folder) {
        if (!configuration.containsKey(key)) {
            configure(key, folder.toUri().toString());
        }
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
