package io.matih.streaming.endtoend.sabotage;

import static org.awaitility.Awaitility.await;

import io.matih.streaming.cli.reconcile.Choices;
import io.matih.streaming.cli.reconcile.Progress;
import io.matih.streaming.cli.reconcile.WindowReport;
import io.matih.streaming.cli.reconcile.WindowReportText;
import io.matih.streaming.cli.reconcile.WindowedReconciliation;
import io.matih.streaming.endtoend.CallScript;
import io.matih.streaming.endtoend.Letter;
import io.matih.streaming.endtoend.Reference;
import io.matih.streaming.endtoend.ScriptedRecord;
import io.matih.streaming.endtoend.Servers;
import io.matih.streaming.endtoend.Topic;
import io.matih.streaming.llmops.LlmOpsJob;
import io.matih.streaming.options.Settings;
import io.matih.streaming.pipeline.WindowedJob;
import io.matih.streaming.record.InputRecord;
import io.matih.streaming.window.WindowAccumulator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.jspecify.annotations.Nullable;

/** One run of the job over a script, and what is wrong with what it made. */
final class ScriptedRun implements AutoCloseable {

    private static final int PARTITIONS = 2;
    private static final int ABORTED = 5;
    /** Behind the aborted records and the mark that aborts them. */
    private static final long FIRST_OFFSET = ABORTED + 1;

    private static final Instant BEGIN = Instant.parse("2024-05-14T10:00:00Z");
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofSeconds(4);

    private final Servers servers;
    private final MiniCluster cluster;
    private final Path checkpoints;
    private final ProductClasses product;
    private final Map<String, String> options;
    private final String name;
    private final Topic input;
    private final SourceGroup group;
    private final CallScript script = new CallScript(20_240_514, PARTITIONS, BEGIN);
    private final List<ScriptedRecord> sent = new ArrayList<>();
    private @Nullable JobID running;

    ScriptedRun(
            Servers servers,
            MiniCluster cluster,
            Path checkpoints,
            ProductClasses product,
            Map<String, String> options) {
        this.servers = servers;
        this.cluster = cluster;
        this.checkpoints = checkpoints;
        this.product = product;
        this.options = options;
        name = Objects.requireNonNull(options.get("kafka.source-topic"));
        input = servers.createTopic(name, PARTITIONS);
        group = new SourceGroup(servers.bootstrapServers(), name, PARTITIONS);
    }

    /** Runs the job until it has read and committed everything, and stops it. */
    void play() throws Exception {
        input.sendAborted(new Letter(null, "aborted", BEGIN.toEpochMilli(), List.of()), PARTITIONS, ABORTED);
        group.commitBeginnings();
        send(script.next(Duration.ofMinutes(28)));
        send(fromTheFuture(BEGIN.plus(Duration.ofMinutes(28))));
        start(null);
        String checkpoint = checkpointBehindAllThatWasSent();

        sendAndAwaitDeadLetters(script.next(Duration.ofMinutes(6)));
        stop();
        send(script.next(Duration.ofMinutes(9)));
        send(script.closing());

        start(checkpoint);
        checkpointBehindAllThatWasSent();
        checkpoint();
        stop();
    }

    /** Bad records of all partitions, whose event times would end the window that is open now. */
    private static List<ScriptedRecord> fromTheFuture(Instant now) {
        List<ScriptedRecord> records = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            String value = "{\"tenant_id\":\"hasty\",\"timestamp\":\"" + now.plusSeconds(370) + "\"}";
            Letter letter = new Letter(null, value, now.toEpochMilli(), List.of());
            records.add(new ScriptedRecord(partition, letter, null, "future_timestamp"));
        }
        return records;
    }

    private void send(List<ScriptedRecord> records) {
        input.send(records);
        sent.addAll(records);
    }

    private void start(@Nullable String checkpoint) throws Exception {
        JobGraph graph = DefinedJob.of(product, options, checkpoints, stream -> stream.getJobGraph());
        graph.setClasspaths(product.urls());
        if (checkpoint != null) {
            graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(checkpoint));
        }
        cluster.submitJob(graph).get();
        running = graph.getJobID();
    }

    private void stop() throws Exception {
        JobID job = running;
        running = null;
        if (job != null && !cluster.getJobStatus(job).get().isGloballyTerminalState()) {
            cluster.cancelJob(job).get();
            await().atMost(LIMIT).until(() -> cluster.getJobStatus(job).get().isGloballyTerminalState());
        }
    }

    /** The file of a checkpoint that completes as soon as all tasks run. */
    private String checkpoint() {
        JobID job = Objects.requireNonNull(running);
        return await().atMost(LIMIT).pollDelay(Duration.ZERO).until(() -> triggered(job), Objects::nonNull);
    }

    private @Nullable String triggered(JobID job) throws Exception {
        if (cluster.getJobStatus(job).get().isGloballyTerminalState()) {
            throw new FailedJobException(cluster.requestJobResult(job)
                    .get()
                    .getSerializedThrowable()
                    .map(Object::toString)
                    .orElse("it ended"));
        }
        try {
            return cluster.triggerCheckpoint(job).get();
        } catch (ExecutionException notAllTasksRun) {
            return null;
        }
    }

    private String checkpointBehindAllThatWasSent() {
        Map<Integer, Long> ends = new HashMap<>();
        sent.forEach(record -> ends.merge(record.partition(), 1L, Long::sum));
        ends.replaceAll((partition, records) -> records + FIRST_OFFSET);
        AtomicReference<String> newest = new AtomicReference<>("");
        await().atMost(LIMIT).pollDelay(Duration.ZERO).until(() -> {
            newest.set(checkpoint());
            return group.hasReached(ends);
        });
        return Objects.requireNonNull(newest.get());
    }

    /** So that there are uncommitted ones when the job stops; a job that writes none is not waited for. */
    private void sendAndAwaitDeadLetters(List<ScriptedRecord> records) throws Exception {
        String topic = name + ".dead-letter";
        long letters = records.stream().filter(record -> record.call() == null).count();
        long written = group.written(topic);
        send(records);
        long deadline = System.nanoTime() + SHORT.toNanos();
        await().atMost(LIMIT).until(() -> group.written(topic) >= written + letters || System.nanoTime() > deadline);
    }

    /** What {@code matih reconcile} finds. */
    List<String> reconciled() {
        List<String> arguments = new ArrayList<>();
        options.forEach((key, value) -> arguments.add("--" + key + "=" + value));
        Settings settings = Settings.parse(LlmOpsJob.JOB.options(), Map.of(), arguments);
        WindowReport report = reconcile((WindowedJob<?, ?, ?, ?>) LlmOpsJob.JOB.definition(), settings);
        return report.isEqual() ? List.of() : List.of("reconcile: " + WindowReportText.of(report));
    }

    private static <E extends InputRecord, K, A extends WindowAccumulator<E, A>, R> WindowReport reconcile(
            WindowedJob<E, K, A, R> job, Settings settings) {
        Choices choices = new Choices(Map.of(), null, null, SHORT, false);
        Progress progress = new Progress(new PrintWriter(new StringWriter()));
        return new WindowedReconciliation<>(job, settings, choices, progress).run();
    }

    /** What is not as an independent computation says. */
    List<String> recomputed() {
        Reference expected = Reference.empty(name, PARTITIONS);
        Map<Integer, Long> offsets = new HashMap<>();
        for (ScriptedRecord record : sent) {
            long before = offsets.merge(record.partition(), 1L, Long::sum) - 1;
            expected.judge(record, FIRST_OFFSET + before);
        }
        List<String> problems = new ArrayList<>();
        compare(
                "row",
                expected.rows(),
                servers.table(Objects.requireNonNull(options.get("iceberg.namespace")), "llm_operations_metrics")
                        .rows(),
                problems);
        compare("late event", expected.late(), servers.topic(name + ".late").read(), problems);
        List<Letter> letters = servers.topic(name + ".dead-letter").read().stream()
                .map(letter -> letter.withoutValueOf("detail"))
                .toList();
        compare("dead letter", expected.dead(), letters, problems);
        return problems;
    }

    private static <T> void compare(String what, List<T> expected, List<T> found, List<String> problems) {
        List<T> missing = new ArrayList<>(expected);
        for (T each : found) {
            if (!missing.remove(each)) {
                problems.add("recomputed: " + what + (expected.contains(each) ? " doubled: " : " unexpected: ") + each);
            }
        }
        missing.forEach(each -> problems.add("recomputed: " + what + " missing: " + each));
    }

    @Override
    public void close() throws Exception {
        stop();
        group.close();
    }
}
