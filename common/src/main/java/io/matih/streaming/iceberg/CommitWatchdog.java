package io.matih.streaming.iceberg;

import java.time.Clock;
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
 *   <li>Restored from a checkpoint that is older than the newest commit of this job id: the table has gone on without the
 *       job, rows of that time would be in it twice, or be skipped. Fails for good.
 *   <li>A number of completed checkpoints had rows but brought no commit. Fails, and the job restarts.
 * </ul>
 *
 * <p>State: the newest commit seen, one element. The table is looked at after each completed checkpoint, in the background;
 * the answer counts at the next one. Runs with parallelism 1. Gauges: {@code rows_written}, {@code snapshots_seen} (both of
 * this attempt), {@code last_commit_timestamp_ms} (0 before the first commit is seen) and {@code seconds_since_last_commit}
 * (since the start of the task before that).
 */
final class CommitWatchdog extends RichMapFunction<RowData, RowData>
        implements CheckpointedFunction, CheckpointListener {

    private static final long serialVersionUID = 1L;

    private final FencedTableLoader loader;
    private final int silentCheckpoints;
    private final Clock clock;

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
        Attempt started = new Attempt(new CommitProbe(loader, jobId), state, clock.millis());
        attempt = started;
        CommitHistory history = started.probe.look();
        FlinkCommit newest = history.newestOf(jobId);
        if (!context.isRestored() && newest != null) {
            throw new SuppressRestartsException(new CommitCheckException("job " + jobId
                    + " starts without state, but the table " + loader + " has its commits up to checkpoint "
                    + newest.checkpointId() + "; the sink would skip every checkpoint up to that one."
                    + " Start it from its last checkpoint or savepoint, or under a new job id"));
        }
        for (SeenCommit seen : state.get()) {
            if (history.newestOf(seen.jobId) == null) {
                throw new SuppressRestartsException(new CommitCheckException("job " + jobId
                        + " is restored from a state whose commits (checkpoint " + seen.checkpointId + " of job "
                        + seen.jobId + ", snapshot " + seen.snapshotId + ") are no longer in the history of the table "
                        + loader + "; the sink could commit rows twice. Keep at least the newest snapshot of the job"
                        + " when expiring, and restore the table or start without state under a new job id"));
            }
            started.seen = seen;
        }
        if (newest != null) {
            refuseToRestoreBefore(newest, context.getRestoredCheckpointId().orElse(Long.MAX_VALUE));
            started.see(newest);
        }
    }

    private void refuseToRestoreBefore(FlinkCommit newest, long restoredCheckpointId) {
        if (newest.checkpointId() > restoredCheckpointId) {
            throw new SuppressRestartsException(new CommitCheckException("job " + newest.jobId()
                    + " is restored from checkpoint " + restoredCheckpointId + ", but the table " + loader
                    + " has its commits up to checkpoint " + newest.checkpointId()
                    + "; rows would be doubled or skipped. Start it from its newest checkpoint or savepoint, or take the"
                    + " table back to that checkpoint first"));
        }
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
        running.state.clear();
        if (running.seen != null) {
            running.state.add(running.seen);
        }
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
        if (attempt != null) {
            attempt.probe.close();
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
        final CommitProgress progress = new CommitProgress();
        final long startMillis;

        @Nullable SeenCommit seen;

        @Nullable Throwable lastFailure;

        volatile long lastCommitMillis;
        int uncommittedAtLook;
        private long lookedAtCheckpoint;
        private @Nullable CompletableFuture<@Nullable FlinkCommit> answer;

        Attempt(CommitProbe probe, ListState<SeenCommit> state, long startMillis) {
            this.probe = probe;
            this.state = state;
            this.startMillis = startMillis;
        }

        void see(FlinkCommit commit) {
            progress.committed(commit);
            seen = new SeenCommit(commit.jobId(), commit.checkpointId(), commit.snapshotId());
            lastCommitMillis = commit.timestampMillis();
        }

        /** A failed look counts as one without news; its cause is told when the checkpoints run out. */
        void collectAnswer() {
            CompletableFuture<@Nullable FlinkCommit> asked = answer;
            if (asked == null || !asked.isDone()) {
                return;
            }
            answer = null;
            try {
                FlinkCommit newest = asked.join();
                lastFailure = null;
                if (newest != null) {
                    see(newest);
                }
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
