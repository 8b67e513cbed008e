package io.matih.streaming.platform;

import io.matih.streaming.servers.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.contrib.streaming.state.RocksDBConfigurableOptions;
import org.apache.flink.metrics.prometheus.LoopbackPrometheusReporterFactory;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.util.FileUtils;

/** A Flink cluster in this process: one JobManager, one TaskManager, the web interface. */
final class FlinkCluster implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    /** Slots for this many jobs. */
    private static final int JOBS = 4;
    /** What a job with a class path of its own shares with this process all the same. */
    private static final List<String> SHARED_CLASSES = List.of(
            "io.matih.streaming.", "org.apache.iceberg.", "org.apache.kafka.", "org.apache.flink.connector.kafka.");
    /** RocksDB takes its share when it needs it; with less it would write all the time. */
    private static final MemorySize STATE_MEMORY_PER_SLOT = MemorySize.ofMebiBytes(48);
    /** Every kind of state takes an eighth of it at once, so the default of 64 MB would need far more memory. */
    private static final MemorySize STATE_WRITE_BUFFER = MemorySize.ofMebiBytes(4);

    private final MiniCluster cluster;
    private final GaugeRegistry gauges;
    private final int metricsPort;

    private FlinkCluster(MiniCluster cluster, GaugeRegistry gauges, int metricsPort) {
        this.cluster = cluster;
        this.gauges = gauges;
        this.metricsPort = metricsPort;
    }

    /**
     * Starts the cluster and returns when it takes jobs.
     *
     * @throws IllegalStateException when its port is taken, or it does not start
     */
    static FlinkCluster start(PlatformSettings settings) {
        int port = settings.ports().flink();
        Ports.requireFree(port);
        String platformId = UUID.randomUUID().toString();
        GaugeRegistry gauges = GaugeRegistry.open(platformId);
        int metricsPort = Ports.free();
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(answeringPrometheus(clusterConfiguration(settings, platformId), metricsPort))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots(settings))
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .build());
        FlinkCluster started = new FlinkCluster(cluster, gauges, metricsPort);
        try {
            cluster.start();
            return started;
        } catch (Exception failure) {
            started.close();
            throw new IllegalStateException("Flink does not start: " + failure.getMessage(), failure);
        }
    }

    private static int slots(PlatformSettings settings) {
        return settings.parallelism() * JOBS;
    }

    private static Configuration clusterConfiguration(PlatformSettings settings, String platformId) {
        String scratch = emptyDirectory(settings.scratchDirectory()).toString();
        Configuration configuration = new Configuration()
                .set(RestOptions.ADDRESS, HOST)
                .set(RestOptions.BIND_ADDRESS, HOST)
                .set(RestOptions.PORT, settings.ports().flink())
                .set(RestOptions.BIND_PORT, Integer.toString(settings.ports().flink()))
                .set(WebOptions.SUBMIT_ENABLE, false)
                .set(WebOptions.TMP_DIR, scratch)
                .set(
                        WebOptions.LOG_PATH,
                        PlatformLog.fileBelow(settings.dataDirectory()).toString())
                .set(TaskManagerOptions.MANAGED_MEMORY_SIZE, STATE_MEMORY_PER_SLOT.multiply(slots(settings)))
                .set(CoreOptions.ALWAYS_PARENT_FIRST_LOADER_PATTERNS_ADDITIONAL, SHARED_CLASSES)
                .set(CoreOptions.TMP_DIRS, scratch)
                .set(BlobServerOptions.STORAGE_DIRECTORY, scratch)
                // The server for large parts of job graphs; nobody asks it, so that its address need not be this
                // host's.
                .set(JobManagerOptions.BIND_HOST, HOST)
                .set(BlobServerOptions.OFFLOAD_MINSIZE, Integer.MAX_VALUE);
        configuration.setString("metrics.reporter.platform.factory.class", GaugeReporterFactory.class.getName());
        configuration.setString("metrics.reporter.platform." + GaugeReporterFactory.PLATFORM_ID, platformId);
        return configuration;
    }

    /** Which classes a job never has of its own, by how their names begin. */
    static String[] sharedClasses() {
        return CoreOptions.getParentFirstLoaderPatterns(
                new Configuration().set(CoreOptions.ALWAYS_PARENT_FIRST_LOADER_PATTERNS_ADDITIONAL, SHARED_CLASSES));
    }

    private static Configuration answeringPrometheus(Configuration configuration, int port) {
        String reporter = "metrics.reporter.prometheus.";
        configuration.setString(reporter + "factory.class", LoopbackPrometheusReporterFactory.class.getName());
        configuration.setString(reporter + LoopbackPrometheusReporterFactory.PORT, Integer.toString(port));
        configuration.setString(reporter + "filterLabelValueCharacters", "false");
        return configuration;
    }

    /** What the cluster's operators would put into its configuration for every job. */
    static Configuration jobConfiguration(PlatformSettings settings, String jobName) {
        return new Configuration()
                .set(CoreOptions.DEFAULT_PARALLELISM, settings.parallelism())
                .set(StateBackendOptions.STATE_BACKEND, "rocksdb")
                .set(RocksDBConfigurableOptions.WRITE_BUFFER_SIZE, STATE_WRITE_BUFFER)
                .set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true)
                .set(
                        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                        settings.checkpointDirectory(jobName).toUri().toString())
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpointInterval())
                .set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(2))
                .set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 3)
                .set(
                        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION)
                .set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay")
                .set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofSeconds(1))
                .set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(30));
    }

    /** Whatever a killed process left there is of no use. */
    private static Path emptyDirectory(Path directory) {
        try {
            if (Files.exists(directory)) {
                FileUtils.deleteDirectory(directory.toFile());
            }
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + directory, e);
        }
    }

    MiniCluster cluster() {
        return cluster;
    }

    GaugeRegistry gauges() {
        return gauges;
    }

    /** Where Prometheus gets the metrics of the cluster and of its jobs. */
    URI metrics() {
        return URI.create("http://" + HOST + ":" + metricsPort + "/metrics");
    }

    /** Address of the web interface. */
    URI webInterface() {
        return Answers.to("find Flink's web interface", cluster.getRestAddress());
    }

    @Override
    public void close() {
        try {
            Answers.to("stop Flink", cluster.closeAsync());
        } finally {
            gauges.close();
        }
    }
}
