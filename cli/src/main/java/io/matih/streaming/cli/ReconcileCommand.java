package io.matih.streaming.cli;

import io.matih.streaming.cli.demo.DemoJob;
import io.matih.streaming.cli.demo.DemoJobs;
import io.matih.streaming.cli.reconcile.Choices;
import io.matih.streaming.cli.reconcile.DifferenceMetrics;
import io.matih.streaming.cli.reconcile.Progress;
import io.matih.streaming.cli.reconcile.WindowReport;
import io.matih.streaming.cli.reconcile.WindowReportJson;
import io.matih.streaming.cli.reconcile.WindowReportText;
import io.matih.streaming.cli.reconcile.WindowedReconciliation;
import io.matih.streaming.cli.reconcile.change.ChangeOptions;
import io.matih.streaming.cli.reconcile.change.ChangeReconciliation;
import io.matih.streaming.cli.reconcile.change.ChangeReport;
import io.matih.streaming.job.StreamingJob;
import io.matih.streaming.options.OptionSet;
import io.matih.streaming.options.Settings;
import io.matih.streaming.pipeline.WindowedJob;
import io.matih.streaming.record.InputRecord;
import io.matih.streaming.window.WindowAccumulator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code matih reconcile}: is every record where it belongs? */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Recomputes from a job's source which record belongs where, and compares with its table and its late and",
            "dead-letter topics. For the change log, compares the source table with the log."
        },
        footer = {
            "",
            "Example:",
            "  ./matih reconcile llm-ops --until 2026-11-20T10:00:00Z",
            "",
            "Exit codes: 0 all is where it belongs, 1 failed, 2 not accepted or a server does not answer, 3 something differs."
        })
final class ReconcileCommand implements Callable<Integer> {

    private static final int DIFFERENT = 3;
    private static final String TRANSITIONS = "transitions";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "JOB",
            arity = "1..*",
            description = "Such as llm-ops, or transitions for the change log; several are checked one by one.")
    private List<String> jobs = List.of();

    @Mixin
    private JobOptions options = new JobOptions();

    @Option(
            names = "--from-offsets",
            split = ",",
            paramLabel = "PARTITION:OFFSET",
            description =
                    "Reads these partitions from these offsets on, for a job that did not start at the first record."
                            + " Default: what the topic still has.")
    private List<String> fromOffsets = List.of();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Compares only windows that start at this time or later, such as 2026-11-20T10:00:00Z."
                    + " Default: all that the offsets hold wholly.")
    private @Nullable Instant from;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description =
                    "Compares windows that end at this time or earlier, and reports those that the table does not have."
                            + " Default: up to the newest window of the table.")
    private @Nullable Instant until;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "90",
            description = "Waits so long for the job's next checkpoints. Default: ${DEFAULT-VALUE}.")
    private int waitSeconds;

    @Option(
            names = "--rewound",
            description =
                    "The job was taken back, or two of it ran for a moment: late events and dead letters may be in"
                            + " their topics more than once.")
    private boolean rewound;

    @Option(
            names = "--snapshots",
            paramLabel = "N",
            defaultValue = "1",
            description = "Change log only: how often the job has read the whole table. Default: ${DEFAULT-VALUE}.")
    private int snapshots;

    @Option(names = "--json", description = "One JSON object per line.")
    private boolean json;

    @Option(
            names = "--metrics-file",
            paramLabel = "FILE",
            description = "Also writes how much differs, for the textfile collector of a Prometheus node exporter.")
    private @Nullable Path metricsFile;

    @Override
    public Integer call() throws IOException {
        Choices choices = new Choices(offsets(), from, until, Duration.ofSeconds(waitSeconds), rewound);
        Map<String, Long> differences = new LinkedHashMap<>();
        for (String name : jobs) {
            if (name.equals(TRANSITIONS) || name.equals(ChangeReconciliation.JOB)) {
                differences.put(ChangeReconciliation.JOB, differencesOfChanges());
            } else {
                differences.put(name, differencesOfWindows(name, choices));
            }
        }
        if (metricsFile != null) {
            DifferenceMetrics.write(metricsFile, differences);
        }
        return differences.values().stream().allMatch(count -> count == 0) ? 0 : DIFFERENT;
    }

    private long differencesOfWindows(String name, Choices choices) {
        StreamingJob job = named(name);
        Settings settings = options.of(job.options(), System.getenv());
        if (!(job.definition() instanceof WindowedJob<?, ?, ?, ?> windowed)) {
            throw new Refusal(name + " has no windows to compare");
        }
        WindowReport report = windows(windowed, settings, choices);
        print(json ? WindowReportJson.of(report) : WindowReportText.of(report));
        return report.differenceCount();
    }

    private long differencesOfChanges() throws IOException {
        // The job's own options where it is known here, so that its file can be given as it is.
        OptionSet known = DemoJobs.ALL.stream()
                .filter(job -> job.name().equals(ChangeReconciliation.JOB))
                .map(job -> job.job().options())
                .findFirst()
                .orElse(ChangeOptions.ALL);
        Settings settings = options.of(known, System.getenv());
        Progress progress = new Progress(spec.commandLine().getErr());
        ChangeReport report =
                new ChangeReconciliation(settings, snapshots, Duration.ofSeconds(waitSeconds), progress).run();
        print(json ? report.json() : report.text());
        return report.differenceCount();
    }

    private <E extends InputRecord, K, A extends WindowAccumulator<E, A>, R> WindowReport windows(
            WindowedJob<E, K, A, R> job, Settings settings, Choices choices) {
        Progress progress = new Progress(spec.commandLine().getErr());
        try {
            return new WindowedReconciliation<>(job, settings, choices, progress).run();
        } catch (KafkaException unusable) {
            throw new Refusal("Kafka cannot be read: " + Failures.rootMessage(unusable), unusable);
        }
    }

    private static StreamingJob named(String name) {
        return DemoJobs.ALL.stream()
                .filter(job -> job.name().equals(name))
                .map(DemoJob::job)
                .findFirst()
                .orElseThrow(() -> new Refusal("no job " + name + "; there is: "
                        + Stream.concat(DemoJobs.ALL.stream().map(DemoJob::name), Stream.of(ChangeReconciliation.JOB))
                                .distinct()
                                .collect(Collectors.joining(", "))));
    }

    private Map<Integer, Long> offsets() {
        Map<Integer, Long> offsets = new LinkedHashMap<>();
        for (String each : fromOffsets) {
            if (!each.matches("\\d{1,9}:\\d{1,18}")) {
                throw new Refusal("--from-offsets: expected PARTITION:OFFSET, such as 0:1200, but got " + each);
            }
            String[] parts = each.split(":", -1);
            offsets.put(Integer.valueOf(parts[0]), Long.valueOf(parts[1]));
        }
        return offsets;
    }

    private void print(String text) {
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
    }
}
