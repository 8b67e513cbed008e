package io.matih.streaming.endtoend.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.matih.streaming.agentperformance.AgentPerformanceJob;
import io.matih.streaming.llmops.LlmOpsJob;
import io.matih.streaming.sessionanalytics.SessionAnalyticsJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Prometheus scrapes the pods of every job. */
class PodMonitorTest {

    private static final Path MANIFEST = Path.of("..", "deploy", "observability", "pod-monitor.yaml");

    @Test
    void everyJobIsScrapedOnItsMetricsPort() throws IOException {
        JsonNode spec = new ObjectMapper()
                .<JsonNode>valueToTree(new Yaml().load(Files.readString(MANIFEST)))
                .get("spec");

        JsonNode expression = spec.at("/selector/matchExpressions/0");
        assertThat(expression.get("key").asText()).isEqualTo("app");
        assertThat(expression.get("values"))
                .map(JsonNode::asText)
                .containsExactlyInAnyOrder(
                        AgentPerformanceJob.JOB.name(),
                        LlmOpsJob.JOB.name(),
                        SessionAnalyticsJob.JOB.name(),
                        "state-transition-cdc");
        assertThat(spec.at("/podMetricsEndpoints/0/port").asText()).isEqualTo("metrics");
    }
}
