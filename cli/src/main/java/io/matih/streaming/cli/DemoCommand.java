package io.matih.streaming.cli;

import io.matih.streaming.cli.demo.ConsoleOutput;
import io.matih.streaming.cli.demo.Demo;
import io.matih.streaming.cli.demo.DemoJobs;
import io.matih.streaming.cli.demo.DemoOutput;
import io.matih.streaming.cli.demo.DemoSettings;
import io.matih.streaming.cli.demo.JsonOutput;
import io.matih.streaming.cli.demo.MachineCheck;
import io.matih.streaming.cli.observe.PrometheusServer;
import io.matih.streaming.platform.PlatformLog;
import io.matih.streaming.platform.PlatformPorts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code matih demo}: everything on this machine, until Ctrl-C. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts Kafka, PostgreSQL, an Iceberg REST catalog, Flink and the jobs, sends traffic and shows results.",
            "Checkpoints are every 2 s and a partition is idle after 5 s; the rest is as in production."
        },
        footer = {
            "",
            "Ctrl-C stops everything (exit code 130; 143 on SIGTERM). Everything listens on 127.0.0.1 only.",
            "Exit code 2: an option or the machine is not as needed; the message says what to change."
        })
final class DemoCommand implements Callable<Integer> {

    private static final int USUAL_PAGE_PORT = 8088;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--empty", description = "No generator: send records and write to PostgreSQL yourself.")
    private boolean empty;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "200",
            description = "Records per second of the generator. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed makes the same records. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Keeps everything there; the next demo on it goes on where this one ends."
                    + " Default: a temporary directory that is deleted at the end.")
    private @Nullable Path dataDirectory;

    @Option(names = "--any-port", description = "Takes free ports instead of 9092, 8181, 8081, 5433 and 8088.")
    private boolean anyPort;

    @Option(names = "--json", description = "Every line is one JSON object.")
    private boolean json;

    @Option(names = "--until-first-rows", description = "Ends once every table has rows and they were read back.")
    private boolean untilFirstRows;

    @Option(
            names = "--observe",
            description = "Starts Prometheus, where it is installed, with the alert rules of production.")
    private boolean observe;

    @Option(names = "--jobs", paramLabel = "NAME", split = ",", description = "Runs these jobs only, such as llm-ops.")
    private List<String> jobs = List.of();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "2",
            description = "Partitions of each source topic. Default: ${DEFAULT-VALUE}.")
    private int partitions;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Any option of a job, such as window.size=5min; may be given many times.")
    private Map<String, String> values = new LinkedHashMap<>();

    @Override
    public Integer call() throws Exception {
        requireAtLeastOne("--rate", rate);
        requireAtLeastOne("--partitions", partitions);
        PrintWriter out = spec.commandLine().getOut();
        DemoOutput output = json
                ? new JsonOutput(out, Clock.systemUTC())
                : new ConsoleOutput(
                        out,
                        Clock.systemUTC(),
                        Boolean.getBoolean("matih.terminal")
                                ? ConsoleOutput.Target.TERMINAL
                                : ConsoleOutput.Target.FILE);
        try (StopSignal signal = StopSignal.listen();
                DataDirectory directory = DataDirectory.at(dataDirectory)) {
            DemoSettings settings = settings(directory.path());
            DemoJobs.check(settings.jobs(), settings.values());
            // A demo that was killed may have left it; it would hold the port.
            settings.stopAbandonedDatabase();
            long began = System.nanoTime();
            String machine = MachineCheck.run(directory.path(), listeners(settings));
            output.stage("Machine", machine, (System.nanoTime() - began) / 1_000_000);
            PlatformLog.writeBelow(directory.path());
            run(settings, output, signal);
        }
        return 0;
    }

    private static void run(DemoSettings settings, DemoOutput output, StopSignal signal) throws Exception {
        Path home = MatihHome.directory();
        try {
            new Demo(settings, output, Clock.systemUTC(), signal.asked()).run(addresses -> {
                try {
                    RunningDemo.announce(home, addresses);
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot write below " + home, e);
                }
            });
        } finally {
            RunningDemo.withdraw(home);
        }
    }

    private DemoSettings settings(Path directory) {
        return new DemoSettings(
                DemoJobs.named(jobs),
                values,
                directory,
                partitions,
                anyPort ? PlatformPorts.ANY : PlatformPorts.USUAL,
                anyPort ? 0 : USUAL_PAGE_PORT,
                empty ? DemoSettings.Producer.USER : DemoSettings.Producer.GENERATOR,
                rate,
                seed,
                untilFirstRows ? DemoSettings.End.FIRST_ROWS : DemoSettings.End.NEVER,
                observe ? alertRules() : null);
    }

    private static Path alertRules() {
        PrometheusServer.requireInstalled();
        return MatihHome.root().resolve(Path.of("deploy", "observability", "rules.yaml"));
    }

    private static List<Integer> listeners(DemoSettings settings) {
        PlatformPorts ports = settings.ports();
        return List.of(
                ports.kafka(),
                ports.catalog(),
                ports.flink(),
                settings.readsDatabase() ? ports.postgres() : 0,
                settings.pagePort());
    }

    private void requireAtLeastOne(String option, int value) {
        if (value < 1) {
            throw new ParameterException(spec.commandLine(), option + ": expected 1 or more, but got " + value);
        }
    }
}
