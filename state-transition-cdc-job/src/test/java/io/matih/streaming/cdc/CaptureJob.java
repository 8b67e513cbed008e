package io.matih.streaming.cdc;

import io.matih.streaming.cdc.change.StateTransition;
import io.matih.streaming.cdc.change.TransitionDeserializer;
import io.matih.streaming.cdc.replay.ReplayFilter;
import io.matih.streaming.cdc.replay.TruncatePolicy;
import io.matih.streaming.cdc.source.ExactSource;
import io.matih.streaming.cdc.source.ReadSettings;
import io.matih.streaming.job.StrictEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.ExceptionUtils;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The job's source and filter in a cluster, with a log that can be looked at in place of the table. */
final class CaptureJob implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(20);

    private final SourceDatabase database;
    private final Path checkpoints;
    private final CapturedLog log = new CapturedLog();
    private final FailureSwitch failures = new FailureSwitch();
    private ReadSettings reading = new ReadSettings(100, 50, Duration.ofMillis(200));
    private TruncatePolicy truncatePolicy = TruncatePolicy.STOP;
    private int parallelism = 2;
    private @Nullable JobClient running;

    CaptureJob(SourceDatabase database, Path checkpoints) {
        this.database = database;
        this.checkpoints = checkpoints;
    }

    CaptureJob reading(ReadSettings settings) {
        this.reading = settings;
        return this;
    }

    CaptureJob truncatePolicy(TruncatePolicy policy) {
        this.truncatePolicy = policy;
        return this;
    }

    CaptureJob parallelism(int tasks) {
        this.parallelism = tasks;
        return this;
    }

    /** Starts the job, from its newest checkpoint where there is one. */
    void start() throws Exception {
        Path newest = newestCheckpoint();
        startFrom(newest == null ? null : newest.toUri().toString());
    }

    /** Starts the job from a checkpoint or savepoint, or without state. */
    void startFrom(@Nullable String savepoint) throws Exception {
        Configuration configuration = new Configuration()
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(150))
                .set(
                        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                        checkpoints.toUri().toString())
                .set(
                        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION)
                .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE)
                .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
        if (savepoint != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        StrictEnvironment.applyTo(environment);
        environment.setParallelism(parallelism);
        ExactSource<StateTransition> source = ExactSource.of(
                database.asJob(), SourceDatabase.CAPTURE, reading, new TransitionDeserializer(Clock.systemUTC()));
        ReplayFilter.apply(
                        environment
                                .fromSource(source, WatermarkStrategy.noWatermarks(), "transitions-read")
                                .uid("transitions-read"),
                        truncatePolicy)
                .map(log)
                // A change that is held must not hold the source.
                .startNewChain()
                .uid("log")
                .setParallelism(1)
                .returns(StateTransition.class)
                .map(failures)
                .uid("failures")
                .setParallelism(1)
                .returns(StateTransition.class)
                .sinkTo(new DiscardingSink<>())
                .uid("discard")
                .setParallelism(1);
        running = environment.executeAsync("capture");
    }

    /** Makes a task fail at a change that is made meanwhile; Flink restarts the job from its newest checkpoint. */
    void fail(Workload workload, int afterChanges) {
        failures.trigger(afterChanges);
        Awaitility.await().atMost(PATIENCE).pollInterval(POLL).until(() -> {
            workload.step();
            return failures.isDone();
        });
    }

    /** Keeps the next change waiting on its way to the log's end, and with it all checkpoints. */
    void holdNextChange() {
        failures.hold();
    }

    /** Makes the task fail that keeps the change. */
    void failHeldChange() {
        failures.release();
    }

    /** Waits until so many checkpoints more have completed. */
    void awaitCheckpoints(int number) {
        long last = lastCheckpoint();
        Awaitility.await().atMost(PATIENCE).pollInterval(POLL).until(() -> lastCheckpoint() >= last + number);
    }

    /** The number of the newest checkpoint; 0 before the first. Checkpoints may go while they are looked at. */
    private long lastCheckpoint() {
        try {
            Path newest = newestCheckpoint();
            return newest == null
                    ? 0
                    : Long.parseLong(newest.getFileName().toString().substring("chk-".length()));
        } catch (IOException | UncheckedIOException replaced) {
            return 0;
        }
    }

    /** Ends the job; what the newest checkpoint does not hold is forgotten. */
    void cancel() throws Exception {
        JobClient client = client();
        client.cancel().get();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> client.getJobStatus().get() == JobStatus.CANCELED);
    }

    /** Ends the job where it is still running. */
    @Override
    public void close() throws Exception {
        if (running != null && !client().getJobStatus().get().isGloballyTerminalState()) {
            cancel();
        }
    }

    /** Waits until the log holds a change. */
    void awaitChange(int number) {
        String text = Integer.toString(number);
        Awaitility.await().atMost(PATIENCE).pollInterval(POLL).until(() -> log().stream()
                .anyMatch(change -> text.equals(change.triggerReason)));
    }

    /** Changes the table until a change comes that is not of the snapshot: now the job reads the change stream. */
    void reachTheStream(Workload workload) throws Exception {
        while (log().stream().allMatch(StateTransition::isSnapshot)) {
            workload.insert(1);
            awaitChange(workload.changes());
        }
    }

    /** Takes a savepoint of the running job. */
    String savepoint(Path directory) throws Exception {
        return client().triggerSavepoint(directory.toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
    }

    /** Waits until the job has failed for good, and says why. */
    String failure() {
        JobClient client = client();
        ExecutionException failed = Assertions.catchThrowableOfType(
                ExecutionException.class, () -> client.getJobExecutionResult().get(60, TimeUnit.SECONDS));
        return ExceptionUtils.stringifyException(failed);
    }

    JobClient client() {
        if (running == null) {
            throw new IllegalStateException("the job was not started");
        }
        return running;
    }

    List<StateTransition> log() {
        return log.contents();
    }

    @Nullable Path newestCheckpoint() throws IOException {
        if (!Files.exists(checkpoints)) {
            return null;
        }
        try (Stream<Path> files = Files.walk(checkpoints)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                    .map(Path::getParent)
                    .orElse(null);
        }
    }
}
