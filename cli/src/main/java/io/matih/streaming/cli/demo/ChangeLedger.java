package io.matih.streaming.cli.demo;

import io.matih.streaming.cli.status.LedgerLine;
import io.matih.streaming.platform.JobGauges;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.flink.sink.SinkUtil;
import org.apache.iceberg.util.SnapshotUtil;
import org.jspecify.annotations.Nullable;

/**
 * Whether every change that a job has read is in its table once: {@code read = written + uncommitted}, where only what the
 * last checkpoints have not committed yet may be uncommitted.
 *
 * <p>A change that was read while a commit was the newest one is in the third commit after it: a checkpoint begins when the
 * one before it is complete, and is complete when the sink has committed the one before. What is older and still missing is lost.
 */
final class ChangeLedger {

    private static final int WRITTEN_AFTER_COMMITS = 3;
    private static final List<String> OPERATIONS = List.of("r", "c", "u", "d");
    private static final String JOB_ID = "flink.job-id";

    private final String jobId;
    private final Deque<Reading> readings = new ArrayDeque<>();
    private OptionalLong restored = OptionalLong.empty();
    private @Nullable LedgerLine last;

    /**
     * @param jobId under which Flink runs the job
     */
    ChangeLedger(String jobId) {
        this.jobId = jobId;
    }

    /** What has been read since the tasks were started, as a job's metrics say; empty while they are not. */
    static OptionalLong read(JobGauges gauges) {
        List<OptionalLong> counts = OPERATIONS.stream()
                .map(operation -> gauges.sum("changes", "op", operation))
                .toList();
        return counts.stream().allMatch(OptionalLong::isPresent)
                ? OptionalLong.of(
                        counts.stream().mapToLong(OptionalLong::getAsLong).sum())
                : OptionalLong.empty();
    }

    /**
     * The books now; while tasks restart, those before. Null before the first.
     *
     * @param checkpoint that the tasks go on from; empty when they began without one
     * @param readBefore what {@link #read} said before the table was loaded
     * @param readAfter what it said afterwards
     */
    @Nullable LedgerLine look(OptionalLong checkpoint, OptionalLong readBefore, @Nullable Table table, OptionalLong readAfter) {
        if (readBefore.isEmpty() || readAfter.isEmpty()) {
            return last;
        }
        if (!checkpoint.equals(restored)
                || (!readings.isEmpty() && readings.getLast().read() > readBefore.getAsLong())) {
            // The tasks were started again and count from there.
            restored = checkpoint;
            readings.clear();
            return last;
        }
        last = line(readBefore.getAsLong(), readAfter.getAsLong(), Written.in(table, jobId, restored.orElse(0)));
        return last;
    }

    private LedgerLine line(long readBefore, long readAfter, Written written) {
        readings.addLast(new Reading(written.commits(), readBefore));
        long due = 0;
        while (!readings.isEmpty() && readings.getFirst().commits() + WRITTEN_AFTER_COMMITS <= written.commits()) {
            due = readings.removeFirst().read();
        }
        long lost = Math.max(0, due - written.rows());
        long doubled = Math.max(0, written.rows() - readAfter);
        long earlier = written.allRows() - written.rows();
        return new LedgerLine(
                earlier + readAfter,
                List.of(
                        new LedgerLine.Term("written", written.allRows()),
                        new LedgerLine.Term("uncommitted", Math.max(0, readAfter - written.rows()))),
                lost - doubled);
    }

    /** How much had been read when the table had so many commits. */
    private record Reading(long commits, long read) {}

    /**
     * What is in the table.
     *
     * @param rows of them those that the tasks have written since they were started
     */
    private record Written(long commits, long rows, long allRows) {

        static Written in(@Nullable Table table, String jobId, long restoredCheckpoint) {
            Snapshot current = table == null ? null : table.currentSnapshot();
            if (table == null || current == null) {
                return new Written(0, 0, 0);
            }
            long commits = 0;
            long rows = 0;
            for (Snapshot snapshot : SnapshotUtil.ancestorsOf(current.snapshotId(), table::snapshot)) {
                commits++;
                Map<String, String> summary = snapshot.summary();
                if (jobId.equals(summary.get(JOB_ID))
                        && number(summary, SinkUtil.MAX_COMMITTED_CHECKPOINT_ID) > restoredCheckpoint) {
                    rows += number(summary, "added-records");
                }
            }
            return new Written(commits, rows, number(current.summary(), "total-records"));
        }

        private static long number(Map<String, String> summary, String key) {
            return Long.parseLong(summary.getOrDefault(key, "0"));
        }
    }
}
