package io.matih.streaming.endtoend.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The Grafana dashboards are what {@code dashboards.yaml} says, and ask for metrics that are documented. */
class DashboardsTest {

    private static final Path FOLDER = Path.of("..", "deploy", "observability");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void dashboardsAreWrittenFromTheirDescription() throws IOException {
        JsonNode descriptions = JSON.valueToTree(new Yaml().load(Files.readString(FOLDER.resolve("dashboards.yaml"))));
        List<Path> written = new ArrayList<>();
        for (JsonNode description : descriptions) {
            Path file =
                    FOLDER.resolve("dashboards").resolve(description.get("uid").asText() + ".json");
            WrittenFile.assertThatIs(
                    file,
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsString(DashboardJson.of(description)) + "\n");
            written.add(file);
        }

        assertThat(files()).containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void kustomizeShipsEveryDashboard() throws IOException {
        String kustomization = Files.readString(FOLDER.resolve("kustomization.yaml"));

        assertThat(files()).allSatisfy(file -> assertThat(kustomization).contains("dashboards/" + file.getFileName()));
    }

    @Test
    void identifiersAreUnique() throws IOException {
        List<String> dashboards = new ArrayList<>();
        for (Path file : files()) {
            JsonNode dashboard = JSON.readTree(file.toFile());
            dashboards.add(dashboard.get("uid").asText());

            assertThat(dashboard.get("panels").findValuesAsText("id")).doesNotHaveDuplicates();
            assertThat(dashboard.get("panels").findValuesAsText("title")).doesNotHaveDuplicates();
        }
        assertThat(dashboards).hasSizeGreaterThan(1).doesNotHaveDuplicates();
    }

    @Test
    void everyMetricIsDocumented() throws IOException {
        assertThat(expressions()).isNotEmpty().allSatisfy(expression -> {
            assertThat(MetricsPage.namesIn(expression)).isNotEmpty();
            assertThat(MetricsPage.allNames()).containsAll(MetricsPage.namesIn(expression));
        });
    }

    @Test
    void everyExpressionIsOneForPrometheus(@TempDir Path directory) throws Exception {
        Promtool promtool = Promtool.orSkip();
        List<Map<String, String>> rules = new ArrayList<>();
        for (String expression : expressions()) {
            rules.add(Map.of(
                    "record",
                    "panel:" + rules.size(),
                    "expr",
                    expression.replace("$__rate_interval", "5m").replace("$job", ".*")));
        }
        Files.writeString(
                directory.resolve("panels.yaml"),
                new Yaml().dump(Map.of("groups", List.of(Map.of("name", "panels", "rules", rules)))));

        promtool.check(directory, "check", "rules", "panels.yaml");
    }

    private static List<String> expressions() throws IOException {
        List<String> expressions = new ArrayList<>();
        for (Path file : files()) {
            expressions.addAll(JSON.readTree(file.toFile()).findValuesAsText("expr"));
        }
        return expressions;
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve("dashboards"))) {
            return files.toList();
        }
    }
}
