package io.matih.streaming.cli.demo;

import io.matih.streaming.cli.query.LakeTables;
import io.matih.streaming.cli.query.TableProgress;
import io.matih.streaming.cli.status.JobStatus;
import io.matih.streaming.cli.status.LedgerLine;
import io.matih.streaming.platform.LedgerCut;
import io.matih.streaming.platform.RunningJob;
import java.util.OptionalLong;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/** Watches one job and its table. */
final class JobMonitor {

    private final RunningJob job;
    private final LakeTables tables;
    private final String namespace;
    private final String tableName;
    private final ChangeLedger changes;

    private volatile @Nullable Table table;
    private volatile @Nullable JobStatus last;
    private @Nullable TableProgress progress;

    JobMonitor(RunningJob job, LakeTables tables, String namespace, String tableName) {
        this.job = job;
        this.tables = tables;
        this.namespace = namespace;
        this.tableName = tableName;
        this.changes = new ChangeLedger(job.id());
    }

    String jobName() {
        return job.name();
    }

    /** Without the namespace. */
    String tableName() {
        return tableName;
    }

    /** As the last look found it; null while the table does not exist. */
    @Nullable Table table() {
        return table;
    }

    /** What the last look found; null before the first. */
    @Nullable JobStatus last() {
        return last;
    }

    /** Looks at the job and its table. */
    JobStatus look() {
        OptionalLong changesRead = ChangeLedger.read(job.gauges());
        table = tables.find(namespace, tableName);
        refreshProgress();
        TableProgress now = progress;
        JobStatus found = new JobStatus(
                job.name(),
                job.state().name(),
                failure(),
                namespace + "." + tableName,
                now == null ? 0 : now.rows(),
                now == null ? null : now.lastCommit(),
                now == null ? null : now.dataUntil(),
                job.keepsLedger()
                        ? job.ledger().read().map(JobMonitor::line).orElse(null)
                        : changes.look(job.restoredCheckpoint(), changesRead, table, ChangeLedger.read(job.gauges())));
        last = found;
        return found;
    }

    private void refreshProgress() {
        Table current = table;
        Snapshot snapshot = current == null ? null : current.currentSnapshot();
        if (current != null
                && snapshot != null
                && (progress == null || progress.snapshotId() != snapshot.snapshotId())) {
            progress = TableProgress.of(current);
        }
    }

    /** A failure that the job has recovered from is history. */
    private @Nullable String failure() {
        return switch (job.state()) {
            case RUNNING, CREATED, INITIALIZING, CANCELLING, CANCELED, FINISHED -> null;
            default -> job.lastFailure().orElse("no reason given");
        };
    }

    private static LedgerLine line(LedgerCut cut) {
        return LedgerLine.ofRecords(cut.read(), cut.aggregated(), cut.filtered(), cut.late(), cut.deadLettered());
    }
}
