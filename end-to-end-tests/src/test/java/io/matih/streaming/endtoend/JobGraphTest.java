package io.matih.streaming.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.llmops.LlmOpsJob;
import io.matih.streaming.options.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a release must not change by accident: the uids under which state is found again, and what runs in one task. A
 * uid may be added to {@code uids/*.txt}; one that is there is never changed, reused or removed.
 */
class JobGraphTest {

    private static StreamGraph graph;

    @BeforeAll
    static void defineTheJob(@TempDir Path directory) {
        try (Servers servers = Servers.in(directory)) {
            servers.createTopic("matih.ai.llm-ops", 2);
            List<String> arguments = new ArrayList<>();
            servers.options().forEach((key, value) -> arguments.add("--" + key + "=" + value));
            StreamExecutionEnvironment environment =
                    StreamExecutionEnvironment.createLocalEnvironment(new Configuration());
            environment.enableCheckpointing(1_000);
            LlmOpsJob.JOB.define(environment, Settings.parse(LlmOpsJob.JOB.options(), Map.of(), arguments));
            graph = environment.getStreamGraph();
        }
    }

    @Test
    void uidsAreThoseOfTheReleasesBefore() throws IOException {
        List<String> uids = new ArrayList<>();
        for (StreamNode node : graph.getStreamNodes()) {
            uids.add(Objects.requireNonNull(node.getTransformationUID(), node.getOperatorName()));
        }

        assertThat(uids).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(checkedIn("llm-ops"));
    }

    @Test
    void recordsAreReadAndBundledInOneTask() {
        JobVertex source =
                graph.getJobGraph().getVerticesSortedTopologicallyFromSources().get(0);

        assertThat(source.getName()).contains("records-read").contains("records-pre-aggregate");
    }

    @Test
    void maximumParallelismIsFixedAndTypesAreStrict() {
        Configuration configuration = graph.getExecutionConfig().toConfiguration();

        assertThat(configuration.get(PipelineOptions.MAX_PARALLELISM)).isEqualTo(720);
        assertThat(configuration.get(PipelineOptions.GENERIC_TYPES)).isFalse();
        assertThat(configuration.get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
        assertThat(configuration.get(PipelineOptions.OBJECT_REUSE)).isTrue();
    }

    private static List<String> checkedIn(String job) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(JobGraphTest.class.getResourceAsStream("/uids/" + job + ".txt"), job)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
