package io.matih.streaming.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.agentperformance.metric.AgentPerformanceMetrics;
import io.matih.streaming.iceberg.TableDefinition;
import io.matih.streaming.llmops.metric.LlmOpsMetrics;
import io.matih.streaming.options.OptionsReference;
import io.matih.streaming.sessionanalytics.metric.SessionAnalyticsMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference pages say what the code says. {@code -Dmatih.docs=write} writes them anew. */
class GeneratedDocsTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final List<TableDefinition<?>> TABLES = List.of(
            AgentPerformanceMetrics.TABLE, LlmOpsMetrics.TABLE, SessionAnalyticsMetrics.TABLE, CaptureJob.table());

    @Test
    void optionsPageIsThatOfTheJobs() throws IOException {
        String jobs = DemoJobs.ALL.stream()
                .map(job -> OptionsReference.markdown(job.name(), job.job().options()))
                .collect(Collectors.joining("\n"));

        assertPage(
                "options.md",
                """
                # Options

                Generated. Precedence: default < YAML file (`--config FILE` or `MATIH_CONFIG`) < environment < argument
                (`--key=value`). Durations are written like `30 s`, `5 min` or `PT30S`, sizes like `64 MiB`. A secret is given
                as `file:/path` or `env:NAME` and read where it is used. All problems are said at once; exit code 2.

                """
                        + jobs);
    }

    @Test
    void tablesPageIsThatOfTheJobs() throws IOException {
        String tables = TABLES.stream()
                .map(table -> "## " + table.name() + "\n\n" + table.markdown())
                .collect(Collectors.joining("\n"));

        assertPage(
                "tables.md",
                """
                # Tables

                Generated. All tables are in the namespace `matih_analytics`, Iceberg format 2, Parquet with zstd, partitioned by the
                UTC day of `window_start`, `state_transition_log` by that of `created_at`. Without data, sums and counts are 0, averages, rates, percentiles and largest values
                are NULL. Columns that end in `_tdigest` are for Trino: `value_at_quantile(merge(CAST(latency_tdigest AS
                tdigest)), 0.95)` over any number of windows. So are those that end in `_hll`:
                `cardinality(merge(CAST(sessions_hll AS HyperLogLog)))`.

                """
                        + tables);
    }

    private static void assertPage(String name, String expected) throws IOException {
        Path page = DOCS.resolve(name);
        if ("write".equals(System.getProperty("matih.docs"))) {
            Files.writeString(page, expected);
        }
        assertThat(page).as("write it anew with -Dmatih.docs=write").hasContent(expected.stripTrailing());
    }
}
