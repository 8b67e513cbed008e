package io.matih.streaming.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.iceberg.FeedSource.Feed;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IcebergOutputTest {

    @Test
    void rowsAreConvertedWatchedAndWrittenInOneTask(@TempDir Path warehouse) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(
                2,
                new Configuration()
                        .set(PipelineOptions.AUTO_GENERATE_UIDS, false)
                        .set(PipelineOptions.GENERIC_TYPES, false));
        @SuppressWarnings("deprecation")
        var rows = environment
                .addSource(new FeedSource(Feed.create()), "feed")
                .uid("feed")
                .setParallelism(1)
                .rebalance()
                .map(row -> row)
                .returns(Reading.class)
                .name("two")
                .uid("two");
        IcebergSettings settings =
                new IcebergSettings(ScriptedCatalog.in(warehouse), ReadingsTable.NAMESPACE, Duration.ofMinutes(30), 3);
        IcebergOutput.to(Reading.TABLE, settings).append(rows, "readings");

        JobGraph graph = environment.getStreamGraph().getJobGraph();

        assertThat(graph.getVerticesSortedTopologicallyFromSources())
                .extracting(JobVertex::getName)
                .containsExactly(
                        "Source: feed",
                        "two",
                        "readings-convert -> readings-watch -> readings-write: Writer",
                        "readings-write: Sink pre-commit aggregator: readings-write",
                        "readings-write: Committer");
        assertThat(graph.getVerticesSortedTopologicallyFromSources())
                .extracting(JobVertex::getParallelism)
                .containsExactly(1, 2, 1, 1, 1);
    }
}
