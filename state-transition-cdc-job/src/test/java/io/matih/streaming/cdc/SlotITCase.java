package io.matih.streaming.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.cdc.database.DatabaseCheck;
import io.matih.streaming.cdc.database.MissingSlot;
import io.matih.streaming.servers.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the replication slot, and of a job whose slot is not what it left behind. */
class SlotITCase {

    private static final int FOREIGN_LOG_MIB = Integer.getInteger("cdc.foreign-log-mib", 128);

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private static void insert(SourceDatabase database, String id, int number) throws SQLException {
        database.execute("INSERT INTO fsm_state_transitions VALUES ('" + id + "', 'e', 'x', 't', 'f', 'to', null, '"
                + number + "', null, '2026-11-20 10:00:00')");
    }

    private static void writeLog(SourceDatabase database, int mebibytes) throws SQLException {
        database.execute("CREATE TABLE IF NOT EXISTS foreign_data (filler text)");
        for (int written = 0; written < mebibytes; written += 16) {
            database.execute(
                    "INSERT INTO foreign_data SELECT repeat(md5(random()::text), 30) FROM generate_series(1, 16000)");
        }
    }

    private static long lagBytes(SourceDatabase database) throws SQLException {
        return Long.parseLong(
                database.query("SELECT pg_current_wal_lsn() - confirmed_flush_lsn FROM pg_replication_slots"));
    }

    @Test
    void slotFollowsTheLogWhileTheTableIsNotChanged(@TempDir Path directory, @TempDir Path checkpoints)
            throws Exception {
        try (SourceDatabase database = SourceDatabase.in(directory);
                CaptureJob job = new CaptureJob(database, checkpoints)) {
            insert(database, "a", 1);
            job.start();
            job.awaitChange(1);

            writeLog(database, FOREIGN_LOG_MIB);

            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> lagBytes(database) < 1 << 20);
            job.cancel();
            assertThat(database.query("SELECT count(*) FROM pg_replication_slots"))
                    .as("none is left but the job's own")
                    .isEqualTo("1");
        }
    }

    @Test
    void jobIsNotRestoredWithoutItsSlotNorToAPositionThatTheSlotHasLeft(
            @TempDir Path directory, @TempDir Path checkpoints, @TempDir Path savepoints) throws Exception {
        try (SourceDatabase database = SourceDatabase.in(directory);
                CaptureJob job = new CaptureJob(database, checkpoints)) {
            insert(database, "a", 1);
            job.start();
            job.awaitChange(1);
            insert(database, "b", 2);
            job.awaitChange(2);
            String old = job.savepoint(savepoints);
            insert(database, "c", 3);
            job.awaitChange(3);
            String before = database.query("SELECT pg_current_wal_lsn()");
            Awaitility.await().until(() -> database.query(
                            "SELECT confirmed_flush_lsn >= '" + before + "' FROM pg_replication_slots")
                    .equals("t"));
            job.cancel();

            job.startFrom(old);
            assertThat(job.failure())
                    .contains("the replication slot flink_fsm_cdc has moved on to ")
                    .contains("past the restored position ");

            database.execute("SELECT pg_drop_replication_slot('flink_fsm_cdc')");
            job.start();
            assertThat(job.failure())
                    .contains("the replication slot flink_fsm_cdc is missing, but the job is restored")
                    .contains("drop the slot and start the job without state");
            assertThat(database.query("SELECT count(*) FROM pg_replication_slots"))
                    .isEqualTo("0");
        }
    }

    @Test
    void jobIsNotRestoredToASlotThatTheServerHasGivenUp(
            @TempDir Path directory, @TempDir Path checkpoints, @TempDir Path savepoints) throws Exception {
        try (SourceDatabase database = SourceDatabase.start(EmbeddedPostgres.in(directory)
                        .setting("max_slot_wal_keep_size", "1MB")
                        .start());
                CaptureJob job = new CaptureJob(database, checkpoints)) {
            insert(database, "a", 1);
            job.start();
            job.awaitChange(1);
            insert(database, "b", 2);
            job.awaitChange(2);
            String streamed = job.savepoint(savepoints);
            job.cancel();
            writeLog(database, 64);
            database.execute("SELECT pg_switch_wal()", "CHECKPOINT");

            job.startFrom(streamed);

            assertThat(job.failure())
                    .contains("the replication slot flink_fsm_cdc is invalid because the server has removed");
            assertThatThrownBy(() ->
                            new DatabaseCheck(database.asJob(), SourceDatabase.CAPTURE).require(MissingSlot.CREATE))
                    .hasMessageStartingWith("replication slot flink_fsm_cdc is invalid");
        }
    }
}
