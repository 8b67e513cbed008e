package io.matih.streaming.benchmark.sidebyside;

import java.io.PrintStream;
import java.util.Locale;

/** Prints what was measured, as docs/performance.md has it. */
final class Report {

    private static final String HEADER =
            """
            | | CPU s per million records | smallest – largest | without warm-up | records/s | peak memory, MiB |
            |---|---|---|---|---|---|""";

    private final PrintStream output;

    Report(PrintStream output) {
        this.output = output;
    }

    /** A Markdown table. */
    void table(Iterable<Series> series) {
        output.println(HEADER);
        series.forEach(one -> output.println(one.markdown()));
    }

    /** How the CPU of one compares with that of another. */
    void cpu(Series one, Series other) {
        output.printf(
                Locale.ROOT,
                "%.2f (without warm-up %.2f) × CPU: %s / %s%n",
                one.cpuSecondsPerMillion() / other.cpuSecondsPerMillion(),
                one.warmCpuSecondsPerMillion() / other.warmCpuSecondsPerMillion(),
                one.label(),
                other.label());
    }

    /** How the time from the first record to the last committed row compares with that of another. */
    void elapsed(Series one, Series other) {
        output.printf(
                Locale.ROOT,
                "%.2f × elapsed, %.2f × records/s: %s / %s%n",
                one.committedSeconds() / other.committedSeconds(),
                one.recordsPerSecond() / other.recordsPerSecond(),
                one.label(),
                other.label());
    }
}
