package io.matih.streaming.endtoend.sabotage;

import io.matih.streaming.endtoend.Servers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;

/**
 * The job llm-ops of a product, from Kafka to Iceberg: bad, late and aborted records, and a restore from a checkpoint that is
 * older than what the job has done. What it made is compared by {@code matih reconcile} and with an independent computation,
 * both of which are untouched.
 */
final class PipelineCheck implements ProductCheck, AutoCloseable {

    private static final int RUNS_AT_ONCE = 2;

    private final Servers servers;
    private final MiniCluster cluster;
    private final Path directory;
    private final AtomicInteger runs = new AtomicInteger();

    PipelineCheck(Servers servers, Path directory) throws Exception {
        this.servers = servers;
        this.directory = directory;
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(
                        new Configuration().set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(64)))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(RUNS_AT_ONCE * DefinedJob.PARALLELISM)
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .withRandomPorts()
                .build());
        cluster.start();
    }

    @Override
    public List<String> problems(ProductClasses product) throws Exception {
        int run = runs.incrementAndGet();
        Map<String, String> options = new TreeMap<>(servers.options());
        options.put("kafka.source-topic", "calls-" + run);
        options.put("kafka.group", "calls-" + run);
        options.put("kafka.transactional-id-prefix", "calls-" + run);
        options.put("kafka.start", "latest");
        options.put("iceberg.namespace", "run_" + run);
        options.put("event-time.idle-timeout", "10 min");
        List<String> problems = new ArrayList<>();
        Path checkpoints = directory.resolve("checkpoints-" + run);
        try (ScriptedRun job = new ScriptedRun(servers, cluster, checkpoints, product, options)) {
            job.play();
            problems.addAll(job.reconciled());
            problems.addAll(job.recomputed());
        } catch (FailedJobException failure) {
            problems.add("failed: " + failure.getMessage());
        }
        return problems;
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
