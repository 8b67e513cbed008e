package io.matih.streaming.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.matih.streaming.iceberg.FeedSource.Feed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class IcebergOutputITCase {

    private final Feed feed = Feed.create();
    private Path directory;
    private ScriptedCatalog catalog;
    private ReadingsTable readings;

    @BeforeEach
    void createTable(@TempDir Path temporary) {
        directory = temporary;
        catalog = ScriptedCatalog.in(temporary.resolve("warehouse"));
        readings = new ReadingsTable(catalog);
    }

    @Test
    void rowsArriveExactlyOnceWhateverTheCatalogAnswers() throws Exception {
        catalog.script(
                Fault.NONE,
                Fault.TIMEOUT_APPLIED,
                Fault.ERROR_400_APPLIED,
                Fault.ERROR_400_NOT_APPLIED,
                Fault.ERROR_500_NOT_APPLIED,
                Fault.ERROR_409_APPLIED,
                Fault.ERROR_401_NOT_APPLIED,
                Fault.NONE);
        JobClient job = start(restarting());
        feedUntilTheScriptIsPlayed();

        job.cancel().get();

        assertThat(catalog.isPlayed()).isTrue();
    }

    @Test
    void aRequestThatLandsAfterTheRestartIsNotDoubled() throws Exception {
        catalog.script(Fault.NONE, Fault.TIMEOUT_APPLIED_LATE, Fault.TIMEOUT_NOT_APPLIED);
        catalog.landLateDuringCommit();
        JobClient job = start(restarting());
        feedUntilTheScriptIsPlayed();

        job.cancel().get();
    }

    private void feedUntilTheScriptIsPlayed() {
        int fed = 0;
        while (!catalog.isPlayed() || fed < 2) {
            feed.rows(tenant(fed), tenant(fed));
            fed++;
            awaitTenants(fed, 2);
        }
    }

    private void awaitTenants(int batches, int each) {
        List<String> expected = IntStream.range(0, batches * each)
                .mapToObj(row -> tenant(row / each))
                .toList();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(readings.tenants()).containsExactlyElementsOf(expected));
    }

    private static String tenant(int number) {
        return "tenant-%03d".formatted(number);
    }

    @Test
    void aStartWithoutStateUnderAnUsedJobIdFailsForGood() throws Exception {
        JobID jobId = JobID.generate();
        JobClient first = start(restarting().set(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID, jobId.toHexString()));
        feed.rows(tenant(0));
        awaitTenants(1, 1);
        first.cancel().get();

        JobClient second = start(restarting().set(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID, jobId.toHexString()));

        assertThatThrownBy(() -> second.getJobExecutionResult().get())
                .isInstanceOf(ExecutionException.class)
                .satisfies(failure -> assertThat(check(failure).getMessage())
                        .startsWith("job " + jobId + " starts without state, but the table matih_analytics.readings"
                                + " has its commits up to checkpoint"));
        assertThat(readings.tenants()).containsExactly(tenant(0));
    }

    @Test
    void aRestoreWhoseCommitsAreExpiredFailsForGood() throws Exception {
        JobClient first = start(restarting());
        feed.rows(tenant(0));
        awaitTenants(1, 1);
        feed.rows(tenant(1));
        awaitTenants(2, 1);
        feed.rows(tenant(2));
        awaitTenants(3, 1);
        String savepoint = first.stopWithSavepoint(
                        false, directory.resolve("savepoint").toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
        readings.commitOfAnotherWriter(readings.write(new Reading(0, "other")));
        Table table = readings.plain();
        table.expireSnapshots().expireOlderThan(Long.MAX_VALUE).retainLast(1).commit();

        JobClient second = start(restarting().set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint));

        assertThatThrownBy(() -> second.getJobExecutionResult().get())
                .isInstanceOf(ExecutionException.class)
                .satisfies(failure -> assertThat(check(failure).getMessage())
                        .contains("is restored from a state whose commits")
                        .contains("are no longer in the history of the table"));
    }

    @Test
    void aJobIsTakenBackTogetherWithItsTableOnly() throws Exception {
        String jobId = JobID.generate().toHexString();
        String early = runFrom(null, jobId, tenant(0));
        Table table = readings.plain();
        long snapshot = table.currentSnapshot().snapshotId();
        runFrom(early, jobId, tenant(1));
        assertThat(readings.tenants()).containsExactly(tenant(0), tenant(1));

        JobClient alone = start(withId(jobId).set(StateRecoveryOptions.SAVEPOINT_PATH, early));

        assertThatThrownBy(() -> alone.getJobExecutionResult().get())
                .isInstanceOf(ExecutionException.class)
                .satisfies(failure -> assertThat(check(failure).getMessage())
                        .contains("is restored from checkpoint", "has commits of job " + jobId + " up to checkpoint"));
        assertThat(readings.tenants()).containsExactly(tenant(0), tenant(1));

        table.refresh();
        table.manageSnapshots().rollbackTo(snapshot).commit();
        runFrom(early, jobId, tenant(2));
        assertThat(readings.tenants()).containsExactly(tenant(0), tenant(1), tenant(2));
    }

    @Test
    void aSavepointThatTheTableHasLeftBehindIsRefusedUnderAnyJobId() throws Exception {
        String first = JobID.generate().toHexString();
        String early = runFrom(null, first, tenant(0));
        String late = runFrom(early, first, tenant(1));

        JobClient restored = start(restarting().set(StateRecoveryOptions.SAVEPOINT_PATH, early));

        assertThatThrownBy(() -> restored.getJobExecutionResult().get())
                .isInstanceOf(ExecutionException.class)
                .satisfies(failure -> assertThat(check(failure).getMessage())
                        .contains(
                                "is restored from checkpoint",
                                "the table matih_analytics.readings has commits of job " + first
                                        + " up to checkpoint"));
        runFrom(late, JobID.generate().toHexString(), tenant(2));
        assertThat(readings.tenants()).containsExactly(tenant(0), tenant(1), tenant(2));
    }

    @Test
    void ofOneJobThatWasStartedTwiceOneFailsForGood() throws Exception {
        String savepoint = runFrom(null, JobID.generate().toHexString(), tenant(0));
        JobClient one = start(restarting().set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint));
        JobClient other = start(restarting().set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint));
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            boolean bothRun = one.getJobStatus().get() == JobStatus.RUNNING
                    && other.getJobStatus().get() == JobStatus.RUNNING;
            return bothRun
                    || one.getJobExecutionResult().isDone()
                    || other.getJobExecutionResult().isDone();
        });

        int fed = 1;
        while (!one.getJobExecutionResult().isDone()
                && !other.getJobExecutionResult().isDone()) {
            feed.rows(tenant(fed++));
            awaitTenants(fed, 1);
        }

        JobClient refused = one.getJobExecutionResult().isDone() ? one : other;
        JobClient left = refused == one ? other : one;
        assertThatThrownBy(() -> refused.getJobExecutionResult().get())
                .isInstanceOf(ExecutionException.class)
                .satisfies(failure -> assertThat(check(failure)).isInstanceOf(CommitCheckException.class));
        feed.rows(tenant(fed++));
        awaitTenants(fed, 1);
        left.cancel().get();
    }

    /** Starts the job, writes one more row, and stops it with a savepoint. */
    private String runFrom(@Nullable String savepoint, String jobId, String tenant) throws Exception {
        Configuration configuration = withId(jobId);
        if (savepoint != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        JobClient job = start(configuration);
        feed.rows(tenant);
        await().atMost(Duration.ofSeconds(60)).until(() -> readings.tenants().contains(tenant));
        return job.stopWithSavepoint(
                        false, directory.resolve("savepoint").toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
    }

    private static Configuration withId(String jobId) {
        return restarting().set(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID, jobId);
    }

    @Test
    void aSinkThatCommitsNothingFailsTheJob() throws Exception {
        catalog.alwaysThen(Fault.SWALLOWED);
        JobClient job = start(new Configuration().set(RestartStrategyOptions.RESTART_STRATEGY, "none"));

        int fed = 0;
        while (!job.getJobExecutionResult().isDone()) {
            feed.rows(tenant(fed++));
            catalog.awaitCommitOr(job.getJobExecutionResult());
        }

        assertThatThrownBy(() -> job.getJobExecutionResult().get())
                .isInstanceOf(ExecutionException.class)
                .satisfies(failure -> assertThat(check(failure).getMessage())
                        .startsWith("3 completed checkpoints with rows, the first of them ")
                        .endsWith(", brought no commit into the table matih_analytics.readings"));
    }

    private static Throwable check(Throwable failure) {
        return ExceptionUtils.findThrowable(failure, CommitCheckException.class)
                .<Throwable>map(found -> found)
                .orElse(failure);
    }

    private static Configuration restarting() {
        return new Configuration()
                .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100)
                .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
    }

    private JobClient start(Configuration configuration) throws Exception {
        configuration
                .set(PipelineOptions.AUTO_GENERATE_UIDS, false)
                .set(PipelineOptions.GENERIC_TYPES, false)
                .set(PipelineOptions.OBJECT_REUSE, true)
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(300))
                .set(
                        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                        directory.resolve("checkpoints").toUri().toString())
                .set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32))
                .set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
        IcebergSettings settings = new IcebergSettings(catalog, ReadingsTable.NAMESPACE, Duration.ofMinutes(30), 3);
        @SuppressWarnings("deprecation")
        var rows =
                environment.addSource(new FeedSource(feed), "feed").uid("feed").setParallelism(1);
        IcebergOutput.to(Reading.TABLE, settings).append(rows, "readings");
        return environment.executeAsync("readings");
    }
}
