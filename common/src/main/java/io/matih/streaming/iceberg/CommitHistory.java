package io.matih.streaming.iceberg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.util.SnapshotUtil;
import org.jspecify.annotations.Nullable;

/** The Flink commits that the current state of a table descends from, newest first. */
final class CommitHistory {

    private final List<FlinkCommit> commits = new ArrayList<>();

    CommitHistory(TableMetadata metadata) {
        Snapshot head = metadata.currentSnapshot();
        if (head == null) {
            return;
        }
        for (Snapshot snapshot : SnapshotUtil.ancestorsOf(head.snapshotId(), metadata::snapshot)) {
            FlinkCommit commit = FlinkCommit.of(snapshot);
            if (commit != null) {
                commits.add(commit);
            }
        }
    }

    /** All of them. */
    List<FlinkCommit> newestFirst() {
        return Collections.unmodifiableList(commits);
    }

    /** The newest of all; null when there is none. */
    @Nullable FlinkCommit newest() {
        return newest(commit -> true);
    }

    /** The newest commit of a job; null when there is none. */
    @Nullable FlinkCommit newestOf(String jobId) {
        return newest(commit -> commit.jobId().equals(jobId));
    }

    /** The newest commit of the job and operator of another commit; null when there is none. */
    @Nullable FlinkCommit newestLike(FlinkCommit other) {
        return newest(commit -> commit.isOfSameWriterAs(other));
    }

    private @Nullable FlinkCommit newest(Predicate<FlinkCommit> condition) {
        return commits.stream().filter(condition).findFirst().orElse(null);
    }
}
