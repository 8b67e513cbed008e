package io.matih.streaming.platform;

import io.matih.streaming.job.StreamingJob;
import io.matih.streaming.options.Settings;
import io.matih.streaming.window.WindowAggregation;
import java.util.Set;
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
        StreamExecutionEnvironment environment =
                new StreamExecutionEnvironment(FlinkCluster.jobConfiguration(platform, job.name()));
        job.define(environment, settings);
        StreamGraph streams = environment.getStreamGraph();
        streams.setJobName(job.name());
        JobGraph graph = streams.getJobGraph();
        new RetainedCheckpoints(platform.checkpointDirectory(job.name()))
                .newest()
                // Claimed: Flink deletes it when newer checkpoints no longer need it.
                .map(path -> SavepointRestoreSettings.forPath(path.toUri().toString(), false, RestoreMode.CLAIM))
                .ifPresent(graph::setSavepointRestoreSettings);
        Answers.to("submit job " + job.name(), flink.cluster().submitJob(graph));
        return new RunningJob(
                new SubmittedJob(job.name(), graph.getJobID(), ledgers(streams), sourcePartitions(settings)), flink);
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
