package io.matih.streaming.endtoend;

import io.matih.streaming.options.OptionSet;
import io.matih.streaming.options.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an {@link ApplicationCluster} runs and how; each {@code with} method gives a changed copy. */
public final class ClusterSettings {

    final PackagedJob job;
    final Map<String, String> flink;
    final Map<String, String> options;
    final Map<String, String> environment;
    final int taskManagers;
    final @Nullable URI savepoint;
    final @Nullable String coordination;

    private ClusterSettings(
            PackagedJob job,
            Map<String, String> flink,
            Map<String, String> options,
            Map<String, String> environment,
            int taskManagers,
            @Nullable URI savepoint,
            @Nullable String coordination) {
        this.job = job;
        this.flink = flink;
        this.options = options;
        this.environment = environment;
        this.taskManagers = taskManagers;
        this.savepoint = savepoint;
        this.coordination = coordination;
    }

    /** One TaskManager with one slot; checkpoints every second; a lost TaskManager is noticed within five seconds. */
    public static ClusterSettings of(PackagedJob job) {
        Map<String, String> flink = new LinkedHashMap<>();
        flink.put("jobmanager.memory.process.size", "1g");
        flink.put("taskmanager.memory.process.size", "1500m");
        flink.put("taskmanager.memory.managed.size", "128m");
        flink.put("state.backend.type", "rocksdb");
        flink.put("execution.checkpointing.incremental", "true");
        flink.put("execution.checkpointing.interval", "1 s");
        flink.put("execution.checkpointing.tolerable-failed-checkpoints", "3");
        flink.put("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
        flink.put("restart-strategy.type", "exponential-delay");
        flink.put("restart-strategy.exponential-delay.initial-backoff", "1 s");
        flink.put("restart-strategy.exponential-delay.max-backoff", "2 s");
        flink.put("heartbeat.interval", "1000");
        flink.put("heartbeat.timeout", "5000");
        flink.put("web.refresh-interval", "100");
        // How old a metric in the REST interface may be.
        flink.put("metrics.fetcher.update-interval", "1000");
        flink.put("rest.connection-timeout", "10 s");
        // Else the JobManager may be gone before it has said where a savepoint is.
        flink.put("execution.shutdown-on-application-finish", "false");
        return new ClusterSettings(job, flink, Map.of(), Map.of(), 1, null, null).parallelism(1);
    }

    /** Sets a Flink option. */
    public ClusterSettings flink(String key, String value) {
        return new ClusterSettings(
                job, plus(flink, key, value), options, environment, taskManagers, savepoint, coordination);
    }

    /** Sets Flink options. */
    public ClusterSettings flink(Map<String, String> added) {
        ClusterSettings all = this;
        for (Map.Entry<String, String> option : added.entrySet()) {
            all = all.flink(option.getKey(), option.getValue());
        }
        return all;
    }

    /** Sets an option of the job, given as an argument. */
    public ClusterSettings option(String key, String value) {
        return new ClusterSettings(
                job, flink, plus(options, key, value), environment, taskManagers, savepoint, coordination);
    }

    /** Sets options of the job, given as arguments. */
    public ClusterSettings options(Map<String, String> added) {
        ClusterSettings all = this;
        for (Map.Entry<String, String> option : added.entrySet()) {
            all = all.option(option.getKey(), option.getValue());
        }
        return all;
    }

    /** Sets an environment variable of all processes. */
    public ClusterSettings variable(String name, String value) {
        return new ClusterSettings(
                job, flink, options, plus(environment, name, value), taskManagers, savepoint, coordination);
    }

    /** Sets environment variables of all processes. */
    public ClusterSettings variables(Map<String, String> added) {
        ClusterSettings all = this;
        for (Map.Entry<String, String> variable : added.entrySet()) {
            all = all.variable(variable.getKey(), variable.getValue());
        }
        return all;
    }

    /** Sets the parallelism of the job. */
    public ClusterSettings parallelism(int tasks) {
        return flink("parallelism.default", Integer.toString(tasks));
    }

    /** Sets how many processes do the work, and how many slots each of them has. */
    public ClusterSettings taskManagers(int processes, int slots) {
        return new ClusterSettings(
                job,
                plus(flink, "taskmanager.numberOfTaskSlots", Integer.toString(slots)),
                options,
                environment,
                processes,
                savepoint,
                coordination);
    }

    /** Starts the job from a savepoint or a retained checkpoint. */
    public ClusterSettings from(Path restored) {
        return from(restored.toUri());
    }

    /** Starts the job from a savepoint or a retained checkpoint. */
    public ClusterSettings from(URI restored) {
        return new ClusterSettings(job, flink, options, environment, taskManagers, restored, coordination);
    }

    /**
     * Keeps checkpoints, savepoints and what high availability needs in a folder of an object store, instead of files of
     * the build directory. How to get there is up to Flink's options.
     */
    public ClusterSettings objectStore(URI folder) {
        return flink(ApplicationCluster.CHECKPOINTS, folder + "/checkpoints")
                .flink(ApplicationCluster.SAVEPOINTS, folder + "/savepoints")
                .flink(ApplicationCluster.RECOVERY, folder + "/ha");
    }

    /** Lets a JobManager that is started again go on with the job: what it needs is in this ZooKeeper and in files. */
    public ClusterSettings highAvailability(String zooKeeper) {
        return new ClusterSettings(job, flink, options, environment, taskManagers, savepoint, zooKeeper);
    }

    /** How many tasks each part of the job has. */
    public int parallelism() {
        return Integer.parseInt(flink.getOrDefault("parallelism.default", "1"));
    }

    /** What the job is told, as its own classes know it. */
    public Settings settings(OptionSet known) {
        return Settings.parse(known, environment, arguments());
    }

    /** The job's options as its main method takes them. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        options.forEach((key, value) -> arguments.add("--" + key + "=" + value));
        return arguments;
    }

    private static Map<String, String> plus(Map<String, String> values, String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(key, value);
        return more;
    }
}
