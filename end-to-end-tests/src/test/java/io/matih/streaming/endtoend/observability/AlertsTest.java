package io.matih.streaming.endtoend.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Each alert asks for metrics that are documented, has a unit test that runs, and a section in the runbook. */
class AlertsTest {

    private static final Path FOLDER = Path.of("..", "deploy", "observability");
    private static final String RUNBOOK = "docs/runbook.md#";

    @Test
    void promtoolAcceptsTheRules() throws Exception {
        Promtool.orSkip().check(FOLDER, "check", "rules", "rules.yaml");
    }

    @Test
    void alertsFireWhenTheyShould() throws Exception {
        Promtool.orSkip().check(FOLDER, "test", "rules", "rules.test.yaml");
    }

    @Test
    void everyAlertHasAUnitTestInWhichItIsQuietAndOneInWhichItFires() throws IOException {
        List<String> quiet = new ArrayList<>();
        List<String> firing = new ArrayList<>();
        for (JsonNode test : yaml("rules.test.yaml").get("tests")) {
            for (JsonNode check : test.get("alert_rule_test")) {
                (check.get("exp_alerts").isEmpty() ? quiet : firing)
                        .add(check.get("alertname").asText());
            }
        }
        List<String> alerts =
                alerts().stream().map(alert -> alert.get("alert").asText()).toList();

        assertThat(quiet).containsExactlyInAnyOrderElementsOf(alerts);
        assertThat(firing).containsExactlyInAnyOrderElementsOf(alerts);
    }

    @Test
    void everyMetricIsDocumented() throws IOException {
        assertThat(alerts()).isNotEmpty().allSatisfy(alert -> assertThat(MetricsPage.allNames())
                .containsAll(MetricsPage.namesIn(alert.get("expr").asText())));
    }

    @Test
    void everyAlertHasASeverityAndASectionOfTheRunbook() throws IOException {
        String runbook = Files.readString(Path.of("..", "docs", "runbook.md"));
        List<String> sections = new ArrayList<>();
        for (JsonNode alert : alerts()) {
            assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning");
            String url = alert.at("/annotations/runbook_url").asText();
            assertThat(url).startsWith(RUNBOOK);
            String heading = url.substring(RUNBOOK.length()).replace('-', ' ');
            int begin = runbook.toLowerCase(java.util.Locale.ROOT).indexOf("\n## " + heading + "\n");
            assertThat(begin).as("section for %s", url).isNotNegative();
            String section = runbook.substring(begin + 4).split("\n## ", -1)[0];
            assertThat(section)
                    .contains(alert.get("alert").asText(), "**Meaning.**", "**First look.**", "**Causes.**", "**Do.**");
            sections.add(heading);
        }
        assertThat(sections).doesNotHaveDuplicates();
    }

    @Test
    void theRunbookAsksForDocumentedMetricsOnly() throws IOException {
        assertThat(MetricsPage.allNames())
                .containsAll(MetricsPage.namesIn(Files.readString(Path.of("..", "docs", "runbook.md"))));
    }

    @Test
    void theManifestIsWrittenFromTheRules() throws IOException {
        String rules = Files.readString(FOLDER.resolve("rules.yaml"));
        String manifest =
                """
                # Written from rules.yaml; change that file only.
                apiVersion: monitoring.coreos.com/v1
                kind: PrometheusRule
                metadata:
                  name: matih-streaming
                spec:
                """
                        + rules.substring(rules.indexOf("groups:")).indent(2);

        WrittenFile.assertThatIs(FOLDER.resolve("prometheus-rule.yaml"), manifest);
        assertThat(yaml("prometheus-rule.yaml").get("spec")).isEqualTo(yaml("rules.yaml"));
    }

    private static List<JsonNode> alerts() throws IOException {
        List<JsonNode> alerts = new ArrayList<>();
        yaml("rules.yaml").get("groups").forEach(group -> group.get("rules").forEach(alerts::add));
        return alerts;
    }

    private static JsonNode yaml(String file) throws IOException {
        Object content = new Yaml().load(Files.readString(FOLDER.resolve(file)));
        return new ObjectMapper().valueToTree(content);
    }
}
