package io.matih.streaming.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.cdc.change.StateTransition;
import io.matih.streaming.cdc.replay.TruncatePolicy;
import io.matih.streaming.servers.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Rows and changes of a kind that one does not see every day; the server's time zone is not UTC. */
class OddRowsITCase {

    private static final String LONG_TEXT = "SELECT string_agg(md5(g::text), '') FROM generate_series(1, 2000) g";

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private static SourceDatabase database(Path directory) throws SQLException {
        return SourceDatabase.start(
                EmbeddedPostgres.in(directory).setting("timezone", "Asia/Tokyo").start());
    }

    private static String row(String id, int number, String createdAt) {
        return "INSERT INTO fsm_state_transitions VALUES ('" + id + "', 'e', 'x', 't', 'f', 'to', null, '" + number
                + "', null, '" + createdAt + "')";
    }

    private static StateTransition change(CaptureJob job, String operation, String id) {
        List<StateTransition> found = job.log().stream()
                .filter(change -> change.operation.equals(operation) && change.transitionId.equals(id))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static String values(StateTransition row) {
        return String.join(
                "|",
                row.transitionId.substring(1),
                row.entityType,
                row.fromState,
                row.toState,
                row.triggeredBy,
                row.metadata,
                Objects.toString(row.createdAtMicros),
                Integer.toString(row.missingValues + 10 * row.unknownColumns + 100 * row.infiniteTimestamps));
    }

    @Test
    void snapshotRowsEqualStreamRowsOfTheSameData(@TempDir Path directory, @TempDir Path checkpoints) throws Exception {
        try (SourceDatabase database = database(directory);
                CaptureJob job = new CaptureJob(database, checkpoints)) {
            database.execute(
                    "ALTER TABLE fsm_state_transitions ALTER created_at TYPE timestamp(6)",
                    "ALTER TABLE fsm_state_transitions ALTER from_state DROP NOT NULL",
                    row("s1", 1, "1969-12-31 23:59:59.999999"),
                    row("s2", 2, "0001-01-01 00:00:00"),
                    row("s3", 3, "infinity"),
                    row("s4", 4, "-infinity"),
                    row("s5", 5, "9999-12-31 23:59:59.999999"),
                    row("s6", 6, "2026-03-29 02:30:00.000001"),
                    "UPDATE fsm_state_transitions SET from_state = null, metadata = (" + LONG_TEXT
                            + ") WHERE id = 's6'");

            job.start();
            job.awaitChange(6);
            database.execute("INSERT INTO fsm_state_transitions SELECT 'c' || substr(id, 2), entity_type, entity_id,"
                    + " tenant_id, from_state, to_state, triggered_by, trigger_reason || '0', metadata, created_at"
                    + " FROM fsm_state_transitions ORDER BY id");
            job.awaitChange(60);

            for (int number = 1; number <= 6; number++) {
                assertThat(values(change(job, "c", "c" + number))).isEqualTo(values(change(job, "r", "s" + number)));
            }
            assertThat(change(job, "c", "c1").createdAtMicros).isEqualTo(-1L);
            assertThat(change(job, "c", "c2").createdAtMicros).isEqualTo(-62_135_596_800_000_000L);
            assertThat(change(job, "c", "c3").createdAtMicros).isNull();
            assertThat(change(job, "c", "c3").infiniteTimestamps).isEqualTo(1);
            assertThat(change(job, "c", "c4").infiniteTimestamps).isEqualTo(1);
            assertThat(change(job, "c", "c5").createdAtMicros).isEqualTo(253_402_300_799_999_999L);
            assertThat(change(job, "c", "c6").missingValues).isEqualTo(1);
        }
    }

    @Test
    void longValuesKeysColumnsAndDeletionsAreFollowed(@TempDir Path directory, @TempDir Path checkpoints)
            throws Exception {
        try (SourceDatabase database = database(directory);
                CaptureJob job = new CaptureJob(database, checkpoints)) {
            database.execute(row("a", 1, "2026-11-20 10:00:00"));
            job.start();
            job.awaitChange(1);

            database.execute(
                    "ALTER TABLE fsm_state_transitions ALTER metadata SET STORAGE EXTERNAL",
                    row("b", 2, "2026-11-20 10:00:00"),
                    "UPDATE fsm_state_transitions SET trigger_reason = '3', metadata = (" + LONG_TEXT
                            + ") WHERE id = 'b'",
                    "UPDATE fsm_state_transitions SET trigger_reason = '4', id = 'c' WHERE id = 'b'",
                    "ALTER TABLE fsm_state_transitions ADD COLUMN extra text DEFAULT 'new'",
                    "UPDATE fsm_state_transitions SET trigger_reason = '5' WHERE id = 'c'",
                    "ALTER TABLE fsm_state_transitions DROP COLUMN extra, DROP COLUMN triggered_by",
                    "DELETE FROM fsm_state_transitions WHERE id = 'c'",
                    "INSERT INTO fsm_state_transitions (id, entity_type, entity_id, tenant_id, from_state, to_state,"
                            + " trigger_reason, created_at) VALUES ('d', 'e', 'x', 't', 'f', 'to', '6', now())");
            job.awaitChange(6);

            String longText = database.query(LONG_TEXT);
            assertThat(change(job, "u", "b").metadata).isEqualTo(longText);
            assertThat(change(job, "d", "b").metadata).isEqualTo(longText);
            assertThat(change(job, "c", "c").metadata).isEqualTo(longText);
            assertThat(change(job, "u", "c").metadata)
                    .as("not changed by the update, so not in its message")
                    .isEqualTo(longText);
            assertThat(change(job, "u", "c").unknownColumns).isEqualTo(1);
            assertThat(change(job, "d", "c").metadata).isEqualTo(longText);
            assertThat(change(job, "d", "c").triggerReason).isEqualTo("5");
            assertThat(change(job, "c", "d").toState).isEqualTo("to");
            assertThat(change(job, "c", "d").unknownColumns).isZero();
        }
    }

    @Test
    void truncatedTableStopsTheJobUnlessItIsToldToGoOn(@TempDir Path directory, @TempDir Path checkpoints)
            throws Exception {
        try (SourceDatabase database = database(directory);
                CaptureJob job = new CaptureJob(database, checkpoints)) {
            database.execute(row("a", 1, "2026-11-20 10:00:00"));
            job.start();
            job.awaitChange(1);
            database.execute(row("b", 2, "2026-11-20 10:00:00"));
            job.awaitChange(2);

            database.execute("TRUNCATE fsm_state_transitions", row("c", 3, "2026-11-20 10:00:00"));

            assertThat(job.failure()).contains("the source table was truncated by transaction ");
            assertThat(job.log()).noneMatch(change -> change.transitionId.equals("c"));
            job.truncatePolicy(TruncatePolicy.COUNT).start();
            job.awaitChange(3);
            assertThat(job.log()).hasSize(3);
        }
    }
}
