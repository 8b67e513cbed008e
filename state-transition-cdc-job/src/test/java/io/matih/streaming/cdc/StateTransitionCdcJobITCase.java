package io.matih.streaming.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.options.Settings;
import io.matih.streaming.servers.catalog.RestCatalogServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.rest.RESTCatalog;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The job as it is started, from a real database into a real table. */
class StateTransitionCdcJobITCase {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    static Settings settings(SourceDatabase database, RestCatalogServer catalog) {
        return Settings.parse(
                CdcOptions.ALL,
                Map.of(),
                List.of(
                        "--postgres.host=" + database.server().host(),
                        "--postgres.port=" + database.server().port(),
                        "--postgres.user=" + SourceDatabase.ROLE,
                        "--postgres.password=env:PATH",
                        "--iceberg.catalog.uri=" + catalog.uri(),
                        "--iceberg.auth=none",
                        "--iceberg.storage-credentials=ambient"));
    }

    private static List<String> rows(RESTCatalog catalog) throws Exception {
        Table table;
        try {
            table = catalog.loadTable(TableIdentifier.of("matih_analytics", "state_transition_log"));
        } catch (NoSuchTableException notYet) {
            return List.of();
        }
        List<String> rows = new ArrayList<>();
        try (CloseableIterable<Record> records = IcebergGenerics.read(table).build()) {
            for (Record row : records) {
                rows.add("%s %s %s %s %s"
                        .formatted(
                                row.getField("op"),
                                row.getField("transition_id"),
                                row.getField("created_at"),
                                row.getField("lsn") == null ? "at rest" : "in the stream",
                                row.getField("captured_at") == null ? "never" : "captured"));
            }
        }
        return rows;
    }

    @Test
    void tableAndChangesReachTheLog(@TempDir Path data, @TempDir Path warehouse, @TempDir Path checkpoints)
            throws Exception {
        try (SourceDatabase database = SourceDatabase.in(data);
                RestCatalogServer server = RestCatalogServer.in(warehouse).start();
                RESTCatalog catalog = new RESTCatalog()) {
            catalog.initialize("test", Map.of("uri", server.uri().toString()));
            database.execute("INSERT INTO fsm_state_transitions VALUES"
                    + " ('a', 'e', 'x', 't', 'f', 'to', null, null, null, '2026-11-20 10:00:00.123')");
            StreamExecutionEnvironment environment =
                    StreamExecutionEnvironment.getExecutionEnvironment(new Configuration()
                            .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500))
                            .set(
                                    CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                                    checkpoints.toUri().toString()));

            JobClient job = StateTransitionCdcJob.JOB.start(environment, settings(database, server));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(90))
                    .until(() -> rows(catalog).size() == 1);
            database.execute(
                    "INSERT INTO fsm_state_transitions VALUES"
                            + " ('b', 'e', 'x', 't', 'f', 'to', null, null, null, '1969-12-31 23:59:59.999')",
                    "DELETE FROM fsm_state_transitions WHERE id = 'a'");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(90))
                    .until(() -> rows(catalog).size() == 3);
            job.cancel().get();

            assertThat(rows(catalog))
                    .containsExactlyInAnyOrder(
                            "r a 2026-11-20T10:00:00.123Z at rest captured",
                            "c b 1969-12-31T23:59:59.999Z in the stream captured",
                            "d a 2026-11-20T10:00:00.123Z in the stream captured");
        }
    }
}
