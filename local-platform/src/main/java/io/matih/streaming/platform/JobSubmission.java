package io.matih.streaming.platform;

import io.matih.streaming.job.StreamingJob;
import io.matih.streaming.options.Settings;
import io.matih.streaming.window.WindowAggregation;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.RestoreMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;

/** Defines a job and hands it to the cluster, to go on from the last checkpoint of its earlier runs. */
final class JobSubmission {

    private static final Set<String> KEEP_LEDGERS =
            Set.of(WindowAggregation.PRE_AGGREGATOR, WindowAggregation.JUDGE, WindowAggregation.WINDOW_AGGREGATOR);

    private final PlatformSettings platform;
    private final FlinkCluster flink;

    JobSubmission(PlatformSettings platform, FlinkCluster flink) {
        this.platform = platform;
        this.flink = flink;
    }

    RunningJob submit(StreamingJob job, Settings settings) {
        ClassLoader loader = job.definition().getClass().getClassLoader();
        StreamGraph streams = inContextOf(loader, () -> streams(job, settings, loader));
        JobGraph graph = inContextOf(loader, streams::getJobGraph);
        if (loader instanceof URLClassLoader own && own != JobSubmission.class.getClassLoader()) {
            graph.setClasspaths(List.of(own.getURLs()));
        }
        Answers.to("submit job " + job.name(), flink.cluster().submitJob(graph));
        return new RunningJob(
                new SubmittedJob(job.name(), graph.getJobID(), ledgers(streams), sourcePartitions(settings)), flink);
    }

    private StreamGraph streams(StreamingJob job, Settings settings, ClassLoader loader) {
        Configuration configuration = FlinkCluster.jobConfiguration(platform, job.name());
        new RetainedCheckpoints(platform.checkpointDirectory(job.name()))
                .newest()
                // Claimed: Flink deletes it when newer checkpoints no longer need it.
                .map(path -> SavepointRestoreSettings.forPath(path.toUri().toString(), false, RestoreMode.CLAIM))
                .ifPresent(restore -> SavepointRestoreSettings.toConfiguration(restore, configuration));
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(configuration, loader);
        job.define(environment, settings);
        StreamGraph streams = environment.getStreamGraph();
        streams.setJobName(job.name());
        return streams;
    }

    /** What a job looks up by name is of its own class path. */
    private static <T> T inContextOf(ClassLoader loader, Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static int ledgers(StreamGraph streams) {
        return streams.getStreamNodes().stream()
                .filter(node -> KEEP_LEDGERS.contains(node.getOperatorName()))
                .mapToInt(StreamNode::getParallelism)
                .sum();
    }

    private int sourcePartitions(Settings settings) {
        String topic = settings.printed().getOrDefault("kafka.source-topic", "");
        return platform.partitionsByTopic().getOrDefault(topic, 0);
    }
}
