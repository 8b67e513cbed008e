package io.matih.streaming.benchmark.sidebyside;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.contrib.streaming.state.RocksDBConfigurableOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.rocksdb.CompressionType;

/** Runs a Flink job in this process until it has read its topic and committed what it made of it, and measures that. */
final class FlinkRun {

    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration TICK = Duration.ofMillis(10);

    private final RunSettings settings;

    FlinkRun(RunSettings settings) {
        this.settings = settings;
    }

    /** A job that writes {@link ResultTable}. */
    Measurement measure(FlinkJob job) throws Exception {
        return measure(job, cluster -> {
            ResultTable table = ResultTable.of(settings);
            while (table.rows() < settings.topic().rows()) {
                cluster.checkpoint();
            }
        });
    }

    /** A job that writes nothing. */
    Measurement measureReading(FlinkJob job) throws Exception {
        return measure(job, cluster -> {});
    }

    private Measurement measure(FlinkJob job, Ending ending) throws Exception {
        Configuration configuration = configuration();
        MiniClusterConfiguration clusterConfiguration = new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(RunSettings.PARALLELISM)
                .build();
        try (MiniCluster cluster = new MiniCluster(clusterConfiguration)) {
            cluster.start();
            StreamExecutionEnvironment environment = new StreamExecutionEnvironment(configuration);
            environment.setParallelism(RunSettings.PARALLELISM);
            job.define(environment, settings);
            JobGraph graph = environment.getStreamGraph().getJobGraph();
            cluster.submitJob(graph).get();
            return new Running(cluster, graph.getJobID()).measure(ending);
        }
    }

    private Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
        configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                "file://" + settings.directory().resolve("checkpoints"));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        if (settings.contender().isTuned()) {
            configuration.set(
                    RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL, List.of(CompressionType.LZ4_COMPRESSION));
            configuration.set(RocksDBConfigurableOptions.WRITE_BUFFER_SIZE, MemorySize.ofMebiBytes(4));
        }
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.setString("metrics.reporter.read.factory.class", ReadRecords.class.getName());
        return configuration;
    }

    /** What has to happen after the last record. */
    private interface Ending {
        void await(Running running) throws Exception;
    }

    private final class Running {

        private final MiniCluster cluster;
        private final JobID job;
        private final CompletableFuture<JobResult> result;
        private final long deadlineNanos = System.nanoTime() + LONGEST.toNanos();

        Running(MiniCluster cluster, JobID job) {
            this.cluster = cluster;
            this.job = job;
            this.result = cluster.requestJobResult(job);
        }

        Measurement measure(Ending ending) throws Exception {
            long records = settings.topic().records();
            await(() -> ReadRecords.soFar() > 0);
            Meter meter = new Meter(records);
            await(() -> {
                long soFar = ReadRecords.soFar();
                meter.read(soFar);
                return soFar >= records;
            });
            ending.await(this);
            return meter.stop();
        }

        void checkpoint() throws Exception {
            requireRunning();
            cluster.triggerCheckpoint(job, CheckpointType.CONFIGURED).get();
            // Committing goes on after the checkpoint is complete.
            Thread.sleep(TICK.multipliedBy(20).toMillis());
        }

        private void await(BooleanSupplier condition) throws Exception {
            while (!condition.getAsBoolean()) {
                requireRunning();
                Thread.sleep(TICK.toMillis());
            }
        }

        private void requireRunning() throws Exception {
            if (result.isDone()) {
                result.get().toJobExecutionResult(FlinkRun.class.getClassLoader());
                throw new IllegalStateException("expected a job that goes on, but it ended");
            }
            if (System.nanoTime() > deadlineNanos) {
                throw new IllegalStateException("expected all results within " + LONGEST + ", but "
                        + ReadRecords.soFar() + " of " + settings.topic().records() + " records were read");
            }
        }
    }
}
