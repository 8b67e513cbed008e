package io.matih.streaming.iceberg;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the writer, lets every row pass, and fails the job when rows would silently stay out of the table.
 *
 * <ul>
 *   <li>Started without state although the table has commits of this job id: the sink would take every checkpoint up to the
 *       last one for committed. Fails for good.
 *   <li>Restored, and the commits that the state knows have been expired: the sink would commit again. Fails for good.
 *   <li>Restored from a checkpoint that is older than the newest commit of this job, or of the job whose state it is: the
 *       table has gone on without it, rows of that time would be in it twice, or be skipped. Fails for good.
 *   <li>Another job has committed since: the job was started twice. Fails, and for good when it is restored.
 *   <li>A number of completed checkpoints had rows but brought no commit. Fails, and the job restarts.
 * </ul>
 *
 * <p>State: whose commits up to which checkpoint belong to the past, see {@link CommitLineage}. The table is looked at after
 * each completed checkpoint, in the background; the answer counts at the next one. Runs with parallelism 1. Gauges:
 * {@code rows_written}, {@code snapshots_seen} (both of this attempt), {@code last_commit_timestamp_ms} (0 before the first
 * commit is seen) and {@code seconds_since_last_commit} (since the start of the task before that).
 */
final class CommitWatchdog extends RichMapFunction<RowData, RowData>
        implements CheckpointedFunction, CheckpointListener {

    private static final long serialVersionUID = 1L;

    private final FencedTableLoader loader;
    private final int silentCheckpoints;
    private final Clock clock;

    private transient @Nullable CommitProbe probe;
    private transient @Nullable Attempt attempt;

    /**
     * @param silentCheckpoints so many completed checkpoints with rows may pass without a commit
     * @param clock a serializable clock
     */
    CommitWatchdog(FencedTableLoader loader, int silentCheckpoints, Clock clock) {
        this.loader = loader;
        this.silentCheckpoints = silentCheckpoints;
        this.clock = clock;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        String jobId = getRuntimeContext().getJobInfo().getJobId().toString();
        ListState<SeenCommit> state = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("seen-commit", SeenCommit.class));
        List<SeenCommit> restored = new ArrayList<>();
        state.get().forEach(restored::add);
        CommitProbe opened = new CommitProbe(loader);
        probe = opened;
        CommitHistory history = opened.look();
        try {
            CommitLineage lineage = restored.isEmpty()
                    ? CommitLineage.begin(jobId, loader.toString(), history)
                    : CommitLineage.restore(
                            jobId,
                            loader.toString(),
                            restored,
                            context.getRestoredCheckpointId().orElse(0),
                            history);
            attempt = new Attempt(opened, state, jobId, lineage, clock.millis());
        } catch (CommitCheckException forGood) {
            throw new SuppressRestartsException(forGood);
        }
        running().see(history);
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        Attempt running = running();
        metrics.gauge("rows_written", () -> running.progress.rowsWritten());
        metrics.gauge("snapshots_seen", () -> running.progress.snapshotsSeen());
        metrics.gauge("last_commit_timestamp_ms", () -> running.lastCommitMillis);
        metrics.gauge("seconds_since_last_commit", () -> running.secondsSinceLastCommit(clock.millis()));
    }

    @Override
    public RowData map(RowData row) {
        running().progress.rowArrived();
        return row;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        Attempt running = running();
        running.progress.checkpointTaken(context.getCheckpointId());
        running.state.update(running.lineage.state(context.getCheckpointId()));
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        Attempt running = running();
        running.collectAnswer();
        if (running.uncommittedAtLook >= silentCheckpoints) {
            throw new CommitCheckException(
                    running.uncommittedAtLook + " completed checkpoints with rows, the first of them "
                            + running.progress.oldestUncommitted() + ", brought no commit into the table " + loader,
                    running.lastFailure);
        }
        running.progress.checkpointCompleted(checkpointId);
        running.askAgain(checkpointId);
    }

    @Override
    public void close() {
        if (probe != null) {
            probe.close();
        }
    }

    private Attempt running() {
        if (attempt == null) {
            throw new IllegalStateException("the watchdog is used before its state is initialized");
        }
        return attempt;
    }

    /** What one attempt of the task knows; read by the metrics thread too. */
    private static final class Attempt {

        final CommitProbe probe;
        final ListState<SeenCommit> state;
        final String jobId;
        final CommitLineage lineage;
        final CommitProgress progress = new CommitProgress();
        final long startMillis;

        @Nullable Throwable lastFailure;

        volatile long lastCommitMillis;
        int uncommittedAtLook;
        private long lookedAtCheckpoint;
        private @Nullable CompletableFuture<CommitHistory> answer;

        Attempt(CommitProbe probe, ListState<SeenCommit> state, String jobId, CommitLineage lineage, long startMillis) {
            this.probe = probe;
            this.state = state;
            this.jobId = jobId;
            this.lineage = lineage;
            this.startMillis = startMillis;
        }

        /** Takes note of the newest commit of this job, if there is one. */
        void see(CommitHistory history) {
            FlinkCommit newest = history.newestOf(jobId);
            if (newest != null) {
                progress.committed(newest);
                lineage.see(newest);
                lastCommitMillis = newest.timestampMillis();
            }
        }

        /** A failed look counts as one without news; its cause is told when the checkpoints run out. */
        void collectAnswer() {
            CompletableFuture<CommitHistory> asked = answer;
            if (asked == null || !asked.isDone()) {
                return;
            }
            answer = null;
            try {
                CommitHistory history = asked.join();
                lastFailure = null;
                lineage.check(history);
                see(history);
            } catch (CompletionException failure) {
                lastFailure = failure.getCause();
            }
            // The commit of the checkpoint at which the look began may still have been under way.
            uncommittedAtLook = progress.uncommittedBefore(lookedAtCheckpoint);
        }

        void askAgain(long checkpointId) {
            if (answer == null) {
                lookedAtCheckpoint = checkpointId;
                answer = probe.lookLater();
            }
        }

        long secondsSinceLastCommit(long nowMillis) {
            return (nowMillis - (lastCommitMillis == 0 ? startMillis : lastCommitMillis)) / 1000;
        }
    }
}
