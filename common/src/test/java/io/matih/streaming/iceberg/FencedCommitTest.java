package io.matih.streaming.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FencedCommitTest {

    private static final String JOB = "job-1";

    private ScriptedCatalog catalog;
    private ReadingsTable readings;

    @BeforeEach
    void createTable(@TempDir Path warehouse) {
        catalog = ScriptedCatalog.in(warehouse);
        readings = new ReadingsTable(catalog);
    }

    /** The rule of the sink's committer: skip what the table has, else commit; a failure restarts the task. */
    private static void commitLikeTheSink(FencedTable table, long checkpointId, DataFile file) {
        FlinkCommit newest = new CommitHistory(table.operations().current()).newestOf(JOB);
        if (newest == null || newest.checkpointId() < checkpointId) {
            ReadingsTable.commit(table, JOB, checkpointId, file);
        }
    }

    /** Restarts the task until it succeeds. Something may happen between a restarted task's look and its commit. */
    private static void commitUntilItHolds(
            ReadingsTable readings, long checkpointId, DataFile file, Runnable afterLookOfRestarted) {
        FencedTable table = readings.loader().loadTable();
        for (int attempts = 0; attempts < 5; attempts++) {
            try {
                commitLikeTheSink(table, checkpointId, file);
                return;
            } catch (RuntimeException failsTheTask) {
                table = readings.loader().loadTable();
                afterLookOfRestarted.run();
            }
        }
        throw new AssertionError("checkpoint " + checkpointId + " was never committed");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SWALLOWED")
    void everyAnswerOfTheCatalogLeavesTheRowsExactlyOnce(Fault fault) {
        catalog.script(Fault.NONE, fault);
        DataFile first = readings.write(new Reading(0, "a"));
        DataFile second = readings.write(new Reading(0, "b"));
        DataFile third = readings.write(new Reading(0, "c"));

        commitUntilItHolds(readings, 1, first, () -> {});
        commitUntilItHolds(readings, 2, second, () -> {});
        catalog.landLate();
        commitUntilItHolds(readings, 3, third, () -> {});

        assertThat(readings.tenants()).containsExactly("a", "b", "c");
        assertThat(checkpoints(readings)).containsExactly(3L, 2L, 1L);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "TIMEOUT_APPLIED_LATE",
                "ERROR_400_APPLIED_LATE",
                "ERROR_409_APPLIED_LATE",
                "ERROR_504_APPLIED_LATE"
            })
    void aRequestThatLandsBetweenTheRestartedDecisionAndItsCommitIsNotDoubled(Fault late) {
        catalog.script(late);
        DataFile file = readings.write(new Reading(0, "a"));

        commitUntilItHolds(readings, 1, file, catalog::landLate);

        assertThat(readings.tenants()).containsExactly("a");
    }

    @Test
    void theSecondCommitOfACheckpointIsRefusedByName() {
        catalog.script(Fault.TIMEOUT_APPLIED_LATE);
        DataFile file = readings.write(new Reading(0, "a"));
        FencedTable first = readings.loader().loadTable();
        assertThatThrownBy(() -> ReadingsTable.commit(first, JOB, 7, file))
                .isInstanceOf(CommitStateUnknownException.class);

        FencedTable restarted = readings.loader().loadTable();
        assertThat(catalog.landLate()).isEqualTo(1);

        long snapshotId = readings.plain().currentSnapshot().snapshotId();
        assertThatThrownBy(() -> ReadingsTable.commit(restarted, JOB, 7, file))
                .isInstanceOf(DoubleCommitException.class)
                .hasMessage("refused to commit checkpoint 7 of job job-1: an earlier request has landed as snapshot "
                        + snapshotId + " with checkpoint 7; after a restart the job goes on from there");
    }

    @Test
    void aLaterCheckpointThatIncludesTheLandedOneIsRefusedToo() {
        DataFile file = readings.write(new Reading(0, "a"));
        FencedTable restarted = readings.loader().loadTable();
        ReadingsTable.commit(readings.plain(), JOB, 7, file);

        assertThatThrownBy(() -> ReadingsTable.commit(restarted, JOB, 8, file))
                .isInstanceOf(DoubleCommitException.class);
    }

    @Test
    void withoutTheFenceTheSameRequestDoublesTheRows() {
        catalog.script(Fault.TIMEOUT_APPLIED_LATE);
        DataFile file = readings.write(new Reading(0, "a"));
        Table first = readings.plain();
        assertThatThrownBy(() -> ReadingsTable.commit(first, JOB, 7, file)).isInstanceOf(RuntimeException.class);

        Table restarted = readings.plain();
        catalog.landLate();
        ReadingsTable.commit(restarted, JOB, 7, file);

        assertThat(readings.tenants()).containsExactly("a", "a");
    }

    @Test
    void aConflictWithAnotherWriterIsTriedAgainAtOnce() {
        FencedTable table = readings.loader().loadTable();
        DataFile ours = readings.write(new Reading(0, "ours"));
        readings.commitOfAnotherWriter(readings.write(new Reading(0, "theirs")));

        ReadingsTable.commit(table, JOB, 1, ours);

        assertThat(readings.tenants()).containsExactly("ours", "theirs");
    }

    @Test
    void ofTwoJobsThatWriteTheSameTableOneIsRefused() {
        ReadingsTable.commit(readings.loader().loadTable(), "before", 9, readings.write(new Reading(0, "a")));
        FencedTable first = readings.loader().loadTable();
        FencedTable second = readings.loader().loadTable();
        ReadingsTable.commit(first, JOB, 1, readings.write(new Reading(0, "b")));
        ReadingsTable.commit(first, JOB, 2, readings.write(new Reading(0, "c")));
        long snapshotId = readings.plain().currentSnapshot().snapshotId();
        DataFile doubled = readings.write(new Reading(0, "c"));

        assertThatThrownBy(() -> ReadingsTable.commit(second, "job-2", 2, doubled))
                .isInstanceOf(DoubleCommitException.class)
                .hasMessage(
                        "refused to commit checkpoint 2 of job job-2: job job-1 has committed checkpoint 2 as snapshot "
                                + snapshotId + " meanwhile; only one job may write the table");
        assertThat(readings.tenants()).containsExactly("a", "b", "c");
    }

    @Test
    void aRestoredJobCommitsForTheJobBeforeAndThenForItself() {
        FencedTable table = readings.loader().loadTable();

        ReadingsTable.commit(table, JOB, 7, readings.write(new Reading(0, "a")));
        ReadingsTable.commit(table, "job-2", 8, readings.write(new Reading(0, "b")));

        assertThat(readings.tenants()).containsExactly("a", "b");
    }

    @Test
    void aBadRequestIsFinalOnceTheTableHasMovedOn() {
        FencedTable table = readings.loader().loadTable();
        DataFile ours = readings.write(new Reading(0, "ours"));
        DataFile theirs = readings.write(new Reading(0, "theirs"));
        FencedOperations operations = new FencedOperations(
                new FailingOperations(((BaseTable) readings.plain()).operations(), () -> {
                    readings.commitOfAnotherWriter(theirs);
                    return new BadRequestException("Malformed request: no");
                }),
                table.io());

        Table through = new BaseTable(operations, "readings");
        assertThatThrownBy(() -> ReadingsTable.commit(through, JOB, 1, ours)).isInstanceOf(BadRequestException.class);
        assertThat(readings.tenants()).containsExactly("theirs");
    }

    @Test
    void aChangeThatAddsNoSnapshotPasses() {
        readings.loader().loadTable().updateProperties().set("owner", "us").commit();

        assertThat(readings.plain().properties()).containsEntry("owner", "us");
    }

    private static List<Long> checkpoints(ReadingsTable readings) {
        TableMetadata metadata = ((BaseTable) readings.plain()).operations().current();
        return metadata.snapshots().stream()
                .map(FlinkCommit::of)
                .map(commit -> commit.checkpointId())
                .sorted(Comparator.reverseOrder())
                .toList();
    }
}
