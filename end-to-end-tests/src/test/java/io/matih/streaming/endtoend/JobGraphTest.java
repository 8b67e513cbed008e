package io.matih.streaming.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.cli.demo.DemoJob;
import io.matih.streaming.cli.demo.DemoJobs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a release must not change by accident: the uids under which state is found again, and what runs in one task. A
 * uid may be added to {@code uids/*.txt}; one that is there is never changed, reused or removed.
 */
class JobGraphTest {

    private static final Map<String, StreamGraph> GRAPHS = new LinkedHashMap<>();

    @BeforeAll
    static void defineTheJobs(@TempDir Path directory) {
        try (Servers servers = Servers.in(directory)) {
            for (DemoJob job : DemoJobs.WINDOWED) {
                servers.createTopic(
                        Objects.requireNonNull(job.traffic()).apply(1).topic(), 2);
                StreamExecutionEnvironment environment =
                        StreamExecutionEnvironment.createLocalEnvironment(new Configuration());
                environment.enableCheckpointing(1_000);
                job.job().define(environment, job.settings(servers.options()));
                GRAPHS.put(job.name(), environment.getStreamGraph());
            }
        }
    }

    static Set<String> jobs() {
        return GRAPHS.keySet();
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void uidsAreThoseOfTheReleasesBefore(String job) throws IOException {
        List<String> uids = new ArrayList<>();
        for (StreamNode node : graph(job).getStreamNodes()) {
            uids.add(Objects.requireNonNull(node.getTransformationUID(), node.getOperatorName()));
        }

        assertThat(uids).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(checkedIn(job));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void recordsAreReadAndBundledInOneTask(String job) {
        assertThat(graph(job).getJobGraph().getVertices())
                .extracting(JobVertex::getName)
                .filteredOn(name -> name.contains("records-read"))
                .singleElement()
                .asString()
                .contains("records-pre-aggregate");
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void maximumParallelismIsFixedAndTypesAreStrict(String job) {
        Configuration configuration = graph(job).getExecutionConfig().toConfiguration();

        assertThat(configuration.get(PipelineOptions.MAX_PARALLELISM)).isEqualTo(720);
        assertThat(configuration.get(PipelineOptions.GENERIC_TYPES)).isFalse();
        assertThat(configuration.get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
        assertThat(configuration.get(PipelineOptions.OBJECT_REUSE)).isTrue();
    }

    private static StreamGraph graph(String job) {
        return Objects.requireNonNull(GRAPHS.get(job), job);
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
