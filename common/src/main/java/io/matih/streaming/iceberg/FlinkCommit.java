package io.matih.streaming.iceberg;

import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.flink.sink.SinkUtil;
import org.jspecify.annotations.Nullable;

/**
 * What a snapshot says about the Flink job that made it.
 *
 * @param operatorId of the sink; null in snapshots of old sinks, which count for every operator of the job
 * @param checkpointId every checkpoint up to this one is in the table
 */
public record FlinkCommit(
        String jobId, @Nullable String operatorId, long checkpointId, long snapshotId, long timestampMillis) {

    /** Null for a snapshot that no Flink sink made. */
    public static @Nullable FlinkCommit of(Snapshot snapshot) {
        Map<String, String> summary = snapshot.summary();
        if (summary == null) {
            return null;
        }
        String jobId = summary.get(SinkUtil.FLINK_JOB_ID);
        String checkpointId = summary.get(SinkUtil.MAX_COMMITTED_CHECKPOINT_ID);
        if (jobId == null || checkpointId == null) {
            return null;
        }
        return new FlinkCommit(
                jobId,
                summary.get(SinkUtil.OPERATOR_ID),
                Long.parseLong(checkpointId),
                snapshot.snapshotId(),
                snapshot.timestampMillis());
    }

    boolean isOfSameWriterAs(FlinkCommit other) {
        return jobId.equals(other.jobId)
                && (operatorId == null || other.operatorId == null || operatorId.equals(other.operatorId));
    }
}
