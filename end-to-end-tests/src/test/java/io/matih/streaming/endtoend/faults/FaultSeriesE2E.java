package io.matih.streaming.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Faults on real processes lose nothing, double nothing and leave nothing in a wrong place. */
class FaultSeriesE2E {

    private static final int FAULTS = 20;
    /** Draws faults of everything that can be hit, and none that takes half a minute. */
    private static final long SEED = 1485;

    @Test
    void noFaultLosesOrDoublesARecord(@TempDir Path directory) {
        Results results = new Results(directory.resolve("results.jsonl"));
        FaultSeries series = new FaultSeries(
                SeriesJob.LLM_OPS,
                FAULTS,
                SEED,
                Duration.ofSeconds(2),
                Deck.quick(),
                List.of(),
                directory.resolve("platform"),
                results);

        Verdict verdict = series.run();

        assertThat(verdict).isEqualTo(Verdict.CLEAN);
        assertThat(results.faults()).isGreaterThanOrEqualTo(FAULTS);
    }

    /** Started by {@code end-to-end-tests/fault-series}. */
    @Test
    @EnabledIfSystemProperty(named = "faults.count", matches = "\\d+")
    void longSeriesIsReported() {
        Path directory = Path.of(System.getProperty("faults.results", ""));
        Results results = new Results(directory.resolve("results.jsonl"));
        FaultSeries series = new FaultSeries(
                SeriesJob.named(System.getProperty("faults.job", "llm-ops")),
                Integer.getInteger("faults.count", 0),
                Long.getLong("faults.seed", SEED),
                Duration.ofSeconds(10),
                Deck.all(),
                List.of(SourceFault.RECORDS_DELETED),
                directory.resolve("platform"),
                results);

        Verdict verdict = series.run();

        new ReliabilityReport(results.episodes()).writeInto(Path.of("..", "docs", "reliability.md"));
        assertThat(verdict).isEqualTo(Verdict.CLEAN);
    }
}
