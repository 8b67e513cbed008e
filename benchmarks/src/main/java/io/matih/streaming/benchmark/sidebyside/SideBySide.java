package io.matih.streaming.benchmark.sidebyside;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code benchmarks/side-by-side}: measures in alternating runs and prints tables of medians. */
@Command(
        name = "side-by-side",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "Measures a job beside Flink SQL and beside readers that only read.")
public final class SideBySide implements Callable<Integer> {

    /** What can be measured. */
    enum Experiment {
        /** All contenders on the same topic. */
        COMPARE,
        /** The job where one tenant has nine of ten events, or sessions, against ten equal tenants. */
        SKEW,
        /** The job with what a TaskManager of 1 GiB has. */
        MEMORY,
        /** The session-analytics job with 1,000 to 1,000,000 sessions in each of three windows of one tenant. */
        DISTINCT
    }

    private static final String SMALL_HEAP = "384m";

    @Option(names = "--stream", description = "${COMPLETION-CANDIDATES}")
    private MeasuredStream stream = MeasuredStream.LLM_OPS;

    @Option(names = "--experiment", description = "${COMPLETION-CANDIDATES}")
    private Experiment experiment = Experiment.COMPARE;

    @Option(names = "--records", description = "Events in the topic, of 400 to 500 bytes each.")
    private long records = 5_000_000;

    @Option(names = "--rounds", description = "How often each contender runs; the median counts.")
    private int rounds = 3;

    @Option(names = "--partitions", description = "Partitions of the topic.")
    private int partitions = 4;

    @Option(names = "--heap", description = "Heap of every contender; the memory experiment takes " + SMALL_HEAP + ".")
    private String heap = "1g";

    @Option(names = "--contenders", split = ",", description = "Who takes part: ${COMPLETION-CANDIDATES}")
    private List<Contender> contenders = List.of(Contender.values());

    @Option(names = "--jvm-flags", split = " ", description = "More flags for every contender's JVM.")
    private List<String> jvmFlags = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SideBySide())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (experiment == Experiment.DISTINCT && stream != MeasuredStream.SESSION_ANALYTICS) {
            throw new ParameterException(
                    command.commandLine(),
                    "--experiment distinct: expected --stream " + MeasuredStream.SESSION_ANALYTICS + ", got " + stream);
        }
        String size = experiment == Experiment.MEMORY ? SMALL_HEAP : heap;
        List<String> flags = new ArrayList<>(List.of("-Xms" + size, "-Xmx" + size));
        flags.addAll(jvmFlags);
        try (Laboratory laboratory = Laboratory.open()) {
            Rounds turns = new Rounds(laboratory, new TopicSize(records, partitions), rounds, flags, System.err);
            Experiments experiments = new Experiments(stream, turns, new Report(System.out));
            switch (experiment) {
                case COMPARE -> experiments.compare(contenders);
                case SKEW -> experiments.skew();
                case MEMORY -> experiments.memory(size);
                case DISTINCT -> experiments.distinct();
            }
        }
        return CommandLine.ExitCode.OK;
    }
}
