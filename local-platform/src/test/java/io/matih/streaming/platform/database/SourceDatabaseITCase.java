package io.matih.streaming.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.matih.streaming.job.StreamingJob;
import io.matih.streaming.platform.JobClassPath;
import io.matih.streaming.platform.LocalPlatform;
import io.matih.streaming.platform.PlatformPorts;
import io.matih.streaming.platform.PlatformSettings;
import io.matih.streaming.platform.RunningJob;
import io.matih.streaming.platform.StageListener;
import io.matih.streaming.platform.generator.agent.Agent;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.rest.RESTCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceDatabaseITCase {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long SEED = 3;

    @Test
    void everyChangeIsInTheLogOnceOverARestart(@TempDir Path directory) throws Exception {
        try (LocalPlatform platform = start(directory)) {
            try (DatabaseTraffic traffic = DatabaseTraffic.start(platform.database(), SEED, Clock.systemUTC())) {
                RunningJob job = platform.startJob(job(), Map.of());
                job.awaitReading(PATIENCE);
                await().atMost(PATIENCE).until(() -> log(platform).size() > DatabaseTraffic.FIRST_ROWS + 10);
                assertThat(traffic.failure()).isEmpty();
                assertThat(job.restarts()).isZero();
            }
            execute(
                    platform,
                    "UPDATE fsm_state_transitions SET trigger_reason = 'while no job may have read it'"
                            + " WHERE id < 'transition-0000000020'");
        }

        try (LocalPlatform platform = start(directory)) {
            execute(platform, "DELETE FROM fsm_state_transitions WHERE id < 'transition-0000000010'");
            RunningJob job = platform.startJob(job(), Map.of());
            job.awaitReading(PATIENCE);
            HandChanges byHand = new HandChanges(platform.database(), Clock.systemUTC());
            assertThat(byHand.update()).startsWith("Updated transition-").contains("→ escalated");
            assertThat(byHand.delete()).startsWith("Deleted transition-");

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(replayed(log(platform)))
                    .containsExactlyElementsOf(query(
                            platform.database(),
                            "SELECT id || ' ' || to_state || ' ' || coalesce(trigger_reason, '')"
                                    + " FROM fsm_state_transitions")));
            assertThat(log(platform).stream()
                            .map(row -> row.getField("transition_id") + " " + row.getField("op") + " "
                                    + row.getField("lsn")))
                    .doesNotHaveDuplicates();
            assertThat(job.restoredCheckpoint()).isPresent();
        }
    }

    @Test
    void secondStartGoesOnWhereTheFirstEnded(@TempDir Path directory) throws Exception {
        PlatformSettings settings = PlatformSettings.in(directory).withPorts(PlatformPorts.ANY);
        Clock clock = Clock.systemUTC();

        for (int start = 0; start < 2; start++) {
            try (SourceDatabase database = SourceDatabase.start(settings)) {
                long before = Long.parseLong(query(database, "SELECT count(*) FROM fsm_state_transitions")
                        .first());
                DatabaseTraffic.start(database, SEED, clock).close();

                assertThat(query(database, "SELECT count(*) FROM fsm_state_transitions")
                                .first())
                        .isEqualTo(Long.toString(Math.max(before, DatabaseTraffic.FIRST_ROWS)));
                assertThat(query(
                                database,
                                "SELECT agent_id || ' ' || name FROM agent_definitions"
                                        + " WHERE updated_at < now() - interval '47 hours'"))
                        .containsExactlyInAnyOrderElementsOf(Agent.ALL.stream()
                                .map(agent -> agent.id() + " " + agent.name())
                                .toList());
                assertThat(query(database, "SELECT pubname || ' ' || tablename FROM pg_publication_tables"))
                        .containsExactly(
                                "flink_agent_definitions agent_definitions", "flink_fsm_cdc fsm_state_transitions");
                assertThat(query(
                                database,
                                "SELECT privilege_type FROM information_schema.table_privileges"
                                        + " WHERE grantee = 'flink_cdc'"))
                        .containsExactly("SELECT");
            }
        }
    }

    private static StreamingJob job() {
        return JobClassPath.ofModule(Path.of("..", "state-transition-cdc-job"))
                .constant("io.matih.streaming.cdc.StateTransitionCdcJob", "JOB", StreamingJob.class);
    }

    private static LocalPlatform start(Path directory) {
        return LocalPlatform.start(
                PlatformSettings.in(directory)
                        .withPorts(PlatformPorts.ANY)
                        .withCheckpointInterval(Duration.ofSeconds(1))
                        .withPostgres(),
                StageListener.NONE);
    }

    /** The table that the log makes when it is read from its beginning. */
    private static SortedSet<String> replayed(List<Record> log) {
        Map<String, String> rows = new HashMap<>();
        for (Record change : log) {
            String id = (String) change.getField("transition_id");
            Object reason = change.getField("trigger_reason");
            if (change.getField("op").equals("d")) {
                rows.remove(id);
            } else {
                rows.put(id, id + " " + change.getField("to_state") + " " + (reason == null ? "" : reason));
            }
        }
        return new TreeSet<>(rows.values());
    }

    /** In the order of the changes; those of the snapshot first. */
    private static List<Record> log(LocalPlatform platform) throws IOException {
        try (RESTCatalog catalog = new RESTCatalog()) {
            catalog.setConf(new Configuration());
            catalog.initialize("test", Map.of("uri", platform.catalog().toString()));
            Table table = catalog.loadTable(TableIdentifier.of("matih_analytics", "state_transition_log"));
            List<Record> rows = new ArrayList<>();
            try (CloseableIterable<Record> records = IcebergGenerics.read(table).build()) {
                records.forEach(rows::add);
            }
            rows.sort(Comparator.comparing(
                    (Record row) -> row.getField("lsn") == null ? 0L : (Long) row.getField("lsn")));
            return rows;
        }
    }

    private static void execute(LocalPlatform platform, String sql) throws SQLException {
        try (Connection connection = platform.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static SortedSet<String> query(SourceDatabase database, String sql) throws SQLException {
        TreeSet<String> rows = new TreeSet<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}
