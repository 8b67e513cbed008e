package io.matih.streaming.cli.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DifferenceMetricsTest {

    @Test
    void replacesTheFileWithOneSampleForEachJob(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("matih.prom");
        DifferenceMetrics.write(file, Map.of("llm-ops", 7L));

        DifferenceMetrics.write(file, new TreeMap<>(Map.of("agent-performance", 0L, "llm-ops", 2L)));

        assertThat(file)
                .hasContent(
                        """
                # HELP matih_reconcile_differences What is not as the source says, in the last reconciliation.
                # TYPE matih_reconcile_differences gauge
                matih_reconcile_differences{job="agent-performance"} 0
                matih_reconcile_differences{job="llm-ops"} 2
                """);
        assertThat(directory).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.new");
    }
}
