package io.matih.streaming.cli.reconcile.change;

import io.matih.streaming.cli.Refusal;
import io.matih.streaming.cli.reconcile.IcebergTable;
import io.matih.streaming.cli.reconcile.Progress;
import io.matih.streaming.iceberg.IcebergSettings;
import io.matih.streaming.options.Settings;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Table;

/**
 * Compares the table with its log as of one moment of the database: the table as one transaction sees it, and of the log
 * the changes of those transactions that this one sees, once the job has read all of them.
 */
public final class ChangeReconciliation {

    /** The job's name. */
    public static final String JOB = "state-transition-cdc";

    private static final String LOG = "state_transition_log";
    private static final TrackedColumns COLUMNS = TrackedColumns.TRANSITIONS;
    /** The slot moves with a checkpoint, and so does the log; which is first is open. */
    private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(15);

    private final Settings settings;
    private final int snapshots;
    private final Duration patience;
    private final Progress progress;
    private final Duration commitPatience;
    private final List<String> notes = new ArrayList<>();

    /**
     * With the job's settings, which have at least {@link ChangeOptions}.
     *
     * @param snapshots how often the job has read the whole table
     * @param patience how long to wait for the job to come to the moment of the comparison
     */
    public ChangeReconciliation(Settings settings, int snapshots, Duration patience, Progress progress) {
        this(settings, snapshots, patience, progress, COMMIT_PATIENCE);
    }

    private ChangeReconciliation(
            Settings settings, int snapshots, Duration patience, Progress progress, Duration commitPatience) {
        this.settings = settings;
        this.snapshots = snapshots;
        this.patience = patience;
        this.progress = progress;
        this.commitPatience = commitPatience;
    }

    /** The same, which waits this long for a commit that may still come. */
    ChangeReconciliation withCommitPatience(Duration other) {
        return new ChangeReconciliation(settings, snapshots, patience, progress, other);
    }

    /**
     * Reads and compares everything.
     *
     * @throws Refusal when a server does not answer, or the job does not come to the moment of the comparison
     */
    public ChangeReport run() throws IOException {
        long began = System.nanoTime();
        SourceDatabase database = ChangeOptions.database(settings);
        String schema = settings.of(ChangeOptions.SCHEMA);
        String table = settings.of(ChangeOptions.TABLE);
        try (IcebergTable log = IcebergTable.open(IcebergSettings.of(settings), LOG);
                Connection connection = database.connect();
                ChangeStore store = new ChangeStore(COLUMNS)) {
            progress.say("copying " + schema + "." + table + " of " + database);
            SourceRows.Moment moment = SourceRows.copy(connection, schema, table, COLUMNS, store);
            progress.say("waiting until the job has come to " + moment.positionText());
            awaitJob(connection, moment);
            ChangeDifferences differences = compare(log, moment, store);
            return new ChangeReport(
                    JOB,
                    schema + "." + table,
                    LOG,
                    moment.positionText(),
                    differences,
                    List.copyOf(notes),
                    Duration.ofNanos(System.nanoTime() - began));
        } catch (SQLException failure) {
            throw new Refusal(database + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    private void awaitJob(Connection connection, SourceRows.Moment moment) throws SQLException {
        String slot = settings.of(ChangeOptions.SLOT);
        switch (SlotPosition.await(connection, slot, moment.position(), patience)) {
            case REACHED -> {}
            case NO_SLOT -> notes.add(
                    "there is no replication slot " + slot + ", so that it is not known whether the log is complete");
            case NOT_REACHED -> throw new Refusal(
                    "the replication slot " + slot + " did not come to " + moment.positionText() + " within "
                            + patience.toSeconds() + " s; is the job running? --wait gives it more time");
        }
    }

    private ChangeDifferences compare(IcebergTable log, SourceRows.Moment moment, ChangeStore store)
            throws SQLException {
        long began = System.nanoTime();
        while (true) {
            Table current = log.refreshed();
            store.loadLog(new LogRows(current, COLUMNS, moment.view()));
            ChangeDifferences differences = store.compare(snapshots);
            if (differences.count() == 0 || !hasMoved(log, current, began)) {
                return differences;
            }
        }
    }

    /** Whether a further commit came in time. */
    private boolean hasMoved(IcebergTable log, Table compared, long began) {
        long snapshot = snapshotOf(compared);
        while (System.nanoTime() - began < commitPatience.toNanos()) {
            SlotPosition.pause();
            if (snapshotOf(log.refreshed()) != snapshot) {
                return true;
            }
        }
        return false;
    }

    private static long snapshotOf(Table table) {
        return table.currentSnapshot() == null ? 0 : table.currentSnapshot().snapshotId();
    }
}
