package io.matih.streaming.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A task fails when the snapshot has just been read, but no checkpoint knows it yet. */
class SnapshotEndITCase {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private static void awaitTrue(SourceDatabase database, String condition) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> database.query("SELECT " + condition).equals("t"));
    }

    private static String waiting(int sessions) {
        return "(SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'fsm_state_transitions'::regclass) = "
                + sessions;
    }

    private static Thread lockInTurn(Connection connection) {
        Thread locking = new Thread(() -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("LOCK TABLE fsm_state_transitions IN ACCESS EXCLUSIVE MODE");
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        });
        locking.start();
        return locking;
    }

    private static Connection transaction(SourceDatabase database) throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        return connection;
    }

    /**
     * Two locks of the table, one behind the other, hold the job up: the first before it divides the table, the second between
     * that and reading its only part. So a checkpoint is certain to know the part as begun and not as read.
     */
    @Test
    void changesBetweenTwoReadsOfTheSamePartAreInTheLogOnce(@TempDir Path directory, @TempDir Path checkpoints)
            throws Exception {
        try (SourceDatabase database = SourceDatabase.in(directory);
                CaptureJob job = new CaptureJob(database, checkpoints).parallelism(1);
                Connection first = transaction(database);
                Connection second = transaction(database)) {
            database.execute("INSERT INTO fsm_state_transitions VALUES"
                    + " ('a', 'e', 'x', 't', 'f', 'to', null, '1', null, '2026-11-20 10:00:00')");
            // The server makes no slot while a transaction is open.
            database.query("SELECT pg_create_logical_replication_slot('flink_fsm_cdc', 'pgoutput')");
            lockInTurn(first).join();
            job.start();
            awaitTrue(database, waiting(1));
            Thread locking = lockInTurn(second);
            awaitTrue(database, waiting(2));
            first.commit();
            locking.join();
            awaitTrue(database, waiting(1));
            job.awaitCheckpoints(2);

            job.holdNextChange();
            second.commit();
            awaitTrue(database, "(SELECT bool_or(active) FROM pg_replication_slots)");
            database.execute("UPDATE fsm_state_transitions SET trigger_reason = '2' WHERE id = 'a'");
            job.failHeldChange();
            job.awaitChange(2);
            database.execute("UPDATE fsm_state_transitions SET trigger_reason = '3' WHERE id = 'a'");
            job.awaitChange(3);

            assertThat(job.log())
                    .extracting(change -> change.operation + " " + change.triggerReason)
                    .containsExactly("r 2", "u 3");
        }
    }
}
