package io.matih.streaming.benchmark.sidebyside;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code benchmarks/side-by-side}: measures in alternating runs and prints tables of medians. */
@Command(
        name = "side-by-side",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "Measures the llm-ops job beside Flink SQL and beside readers that only read.")
public final class SideBySide implements Callable<Integer> {

    static final String HEADER =
            """
            | | CPU s per million records | smallest – largest | without warm-up | records/s | peak memory, MiB |
            |---|---|---|---|---|---|""";

    /** What can be measured. */
    enum Experiment {
        /** All contenders on the same topic. */
        COMPARE,
        /** The llm-ops job where one tenant has nine of ten calls, against evenly spread calls. */
        SKEW,
        /** The llm-ops job with what a TaskManager of 1 GiB has. */
        MEMORY
    }

    @Option(names = "--experiment", description = "${COMPLETION-CANDIDATES}")
    private Experiment experiment = Experiment.COMPARE;

    @Option(names = "--records", description = "Calls in the topic, of about 430 bytes each.")
    private long records = 5_000_000;

    @Option(names = "--rounds", description = "How often each contender runs; the median counts.")
    private int rounds = 3;

    @Option(names = "--partitions", description = "Partitions of the topic.")
    private int partitions = 4;

    @Option(names = "--heap", description = "Heap of every contender.")
    private String heap = "1g";

    @Option(names = "--contenders", split = ",", description = "Who takes part: ${COMPLETION-CANDIDATES}")
    private List<Contender> contenders = List.of(Contender.values());

    @Option(names = "--jvm-flags", split = " ", description = "More flags for every contender's JVM.")
    private List<String> jvmFlags = List.of();

    private final PrintStream output = System.out;
    private final PrintStream progress = System.err;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SideBySide())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (Laboratory laboratory = Laboratory.open()) {
            switch (experiment) {
                case COMPARE -> compare(laboratory);
                case SKEW -> skew(laboratory);
                case MEMORY -> memory(laboratory);
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private void compare(Laboratory laboratory) throws Exception {
        FilledTopic topic = fill(laboratory, Spread.EVEN);
        Map<Contender, Series> series = new EnumMap<>(Contender.class);
        for (int round = 1; round <= rounds; round++) {
            for (Contender contender : contenders) {
                Series runs = series.computeIfAbsent(contender, first -> new Series(first.label()));
                measure(laboratory, contender, topic, runs);
            }
        }
        print(series.values());
        Series ours = series.get(Contender.LLM_OPS_JOB);
        if (ours != null) {
            series.forEach((contender, other) -> output.printf(
                    Locale.ROOT,
                    "%.2f (without warm-up %.2f) × CPU of: %s%n",
                    ours.cpuSecondsPerMillion() / other.cpuSecondsPerMillion(),
                    ours.warmCpuSecondsPerMillion() / other.warmCpuSecondsPerMillion(),
                    contender.label()));
        }
    }

    private void skew(Laboratory laboratory) throws Exception {
        FilledTopic even = fill(laboratory, Spread.EVEN);
        FilledTopic skewed = fill(laboratory, Spread.SKEWED);
        Series evenRuns = new Series("calls spread evenly");
        Series skewedRuns = new Series("one tenant with 90 % of the calls");
        for (int round = 1; round <= rounds; round++) {
            measure(laboratory, Contender.LLM_OPS_JOB, even, evenRuns);
            measure(laboratory, Contender.LLM_OPS_JOB, skewed, skewedRuns);
        }
        print(List.of(evenRuns, skewedRuns));
        output.printf(
                Locale.ROOT,
                "skewed / even: %.2f × records/s, %.2f × CPU%n",
                skewedRuns.recordsPerSecond() / evenRuns.recordsPerSecond(),
                skewedRuns.cpuSecondsPerMillion() / evenRuns.cpuSecondsPerMillion());
    }

    private void memory(Laboratory laboratory) throws Exception {
        heap = "384m";
        FilledTopic topic = fill(laboratory, Spread.EVEN);
        Series series = new Series("JobManager and TaskManager in one process, heap " + heap);
        for (int round = 1; round <= rounds; round++) {
            measure(laboratory, Contender.LLM_OPS_JOB, topic, series);
        }
        print(List.of(series));
    }

    private FilledTopic fill(Laboratory laboratory, Spread spread) throws Exception {
        progress.printf(Locale.ROOT, "filling a topic with %,d calls, %s%n", records, spread);
        return laboratory.fill("calls-" + spread.name().toLowerCase(Locale.ROOT), partitions, records, spread);
    }

    private void measure(Laboratory laboratory, Contender contender, FilledTopic topic, Series series)
            throws Exception {
        List<String> flags = new ArrayList<>(List.of("-Xms" + heap, "-Xmx" + heap));
        flags.addAll(jvmFlags);
        Measurement measurement = laboratory.run(contender, topic, flags);
        series.add(measurement);
        progress.printf(
                Locale.ROOT,
                "%s: %.2f CPU s per million (without warm-up %.2f), %,.0f records/s%n",
                contender.label(),
                measurement.cpuSecondsPerMillion(),
                measurement.warmCpuSecondsPerMillion(),
                measurement.recordsPerSecond());
    }

    private void print(Iterable<Series> series) {
        output.println(HEADER);
        series.forEach(one -> output.println(one.markdown()));
    }
}
