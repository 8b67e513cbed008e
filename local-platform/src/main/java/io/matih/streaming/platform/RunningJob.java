package io.matih.streaming.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.RestoredCheckpointStats;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.minicluster.MiniCluster;

/**
 * A job that was started on the platform.
 *
 * <pre>{@code
 * job.awaitReading(Duration.ofSeconds(60));
 * long late = job.ledger().read().orElseThrow().late();
 * }</pre>
 */
public final class RunningJob {

    private final String name;
    private final JobID id;
    private final MiniCluster cluster;
    private final int sourcePartitions;
    private final JobGauges gauges;
    private final LedgerReader ledger;
    private final boolean keepsLedger;

    RunningJob(SubmittedJob job, FlinkCluster flink) {
        this.name = job.name();
        this.id = job.id();
        this.cluster = flink.cluster();
        this.sourcePartitions = job.sourcePartitions();
        this.gauges = new JobGauges(flink.gauges(), id);
        this.ledger = new LedgerReader(gauges, job.ledgers());
        this.keepsLedger = job.ledgers() > 0;
    }

    /** The job's name. */
    public String name() {
        return name;
    }

    /** Flink's id of this run. */
    public String id() {
        return id.toString();
    }

    /** Whether the job counts where every record went; one that captures changes does not. */
    public boolean keepsLedger() {
        return keepsLedger;
    }

    /** Where every record went, if the job counts it. */
    public LedgerReader ledger() {
        return ledger;
    }

    /** The job's metrics. */
    public JobGauges gauges() {
        return gauges;
    }

    /** What Flink calls it, such as {@code RUNNING} or {@code RESTARTING}. */
    public JobStatus state() {
        return Answers.to("ask for the state of job " + name, cluster.getJobStatus(id));
    }

    /** Whether all tasks run and all partitions of the source topic are being read. */
    public boolean isReading() {
        return gauges.values("currentOffset").size() >= sourcePartitions
                && StreamSupport.stream(graph().getAllExecutionVertices().spliterator(), false)
                        .allMatch(task -> task.getExecutionState() == ExecutionState.RUNNING);
    }

    /**
     * Waits until {@link #isReading()}.
     *
     * @throws IllegalStateException when the job ended instead, or it took longer
     */
    public void awaitReading(Duration timeout) {
        Answers.await(
                timeout,
                () -> requireAlive().isReading(),
                () -> name + " reads its source; it is " + state()
                        + lastFailure().map(failure -> ", after " + failure).orElse(""));
    }

    private RunningJob requireAlive() {
        if (state().isGloballyTerminalState()) {
            throw new IllegalStateException("job " + name + " is " + state()
                    + lastFailure().map(failure -> ": " + failure).orElse(""));
        }
        return this;
    }

    /** The checkpoint that the tasks go on from; empty when they began without one. */
    public OptionalLong restoredCheckpoint() {
        CheckpointStatsSnapshot checkpoints = graph().getCheckpointStatsSnapshot();
        RestoredCheckpointStats restored = checkpoints == null ? null : checkpoints.getLatestRestoredCheckpoint();
        return restored == null ? OptionalLong.empty() : OptionalLong.of(restored.getCheckpointId());
    }

    /** How often the tasks were started again since this run began. */
    public long restarts() {
        return gauges.largest("numRestarts").orElse(0);
    }

    /** The root cause of the last failure of this run, in one line. */
    public Optional<String> lastFailure() {
        ErrorInfo failure = graph().getFailureInfo();
        if (failure == null) {
            return Optional.empty();
        }
        String[] lines = failure.getExceptionAsString().split("\\R", -1);
        String cause = lines[0];
        for (String line : lines) {
            if (line.startsWith("Caused by: ")) {
                cause = line.substring("Caused by: ".length());
            }
        }
        return Optional.of(cause);
    }

    /** Takes a checkpoint now and waits for it. */
    public void takeCheckpoint() {
        Answers.to("take a checkpoint of job " + name, cluster.triggerCheckpoint(id, CheckpointType.CONFIGURED));
    }

    /** Ends the job at once; the next run goes on from its last checkpoint. Does nothing when it has ended. */
    public void cancel() {
        if (!state().isGloballyTerminalState()) {
            Answers.to("cancel job " + name, cluster.cancelJob(id));
            awaitEnd();
        }
    }

    /** Ends the job after a savepoint below the directory, without flushing open windows, and returns where it is. */
    public String stopWithSavepoint(Path directory) {
        String savepoint = Answers.to(
                "stop job " + name,
                cluster.stopWithSavepoint(id, directory.toUri().toString(), false, SavepointFormatType.CANONICAL));
        awaitEnd();
        return savepoint;
    }

    private void awaitEnd() {
        Answers.await(
                Duration.ofSeconds(30), () -> state().isGloballyTerminalState(), () -> "job " + name + " has ended");
    }

    private AccessExecutionGraph graph() {
        return Answers.to("ask for the tasks of job " + name, cluster.getExecutionGraph(id));
    }
}
