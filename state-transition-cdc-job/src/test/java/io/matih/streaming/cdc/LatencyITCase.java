package io.matih.streaming.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.options.Settings;
import io.matih.streaming.servers.catalog.RestCatalogServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.rest.RESTCatalog;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Measures how long a change takes from its commit in PostgreSQL until a reader of the Iceberg table sees it. */
@EnabledIfSystemProperty(
        named = "cdc.latency-rows",
        matches = "[0-9]+",
        disabledReason = "a measurement, run by the command in docs/cdc.md")
class LatencyITCase {

    private static final int ROWS = Integer.getInteger("cdc.latency-rows", 1_000);
    private static final Duration CHECKPOINT_INTERVAL =
            Duration.ofSeconds(Integer.getInteger("cdc.checkpoint-seconds", 5));
    private static final long MILLIS_PER_ROW = 50;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private static void insert(SourceDatabase database, int number) throws SQLException {
        database.execute("INSERT INTO fsm_state_transitions VALUES ('" + number
                + "', 'e', 'x', 't', 'f', 'to', null, null, null, '2026-11-20 10:00:00')");
    }

    /** Inserts a row now and then, each in a transaction of its own. */
    private static ScheduledExecutorService writer(SourceDatabase database) {
        AtomicInteger written = new AtomicInteger();
        ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
        ScheduledFuture<?> unused = writer.scheduleWithFixedDelay(
                () -> {
                    try {
                        insert(database, written.incrementAndGet());
                    } catch (SQLException failure) {
                        throw new IllegalStateException(failure);
                    }
                },
                0,
                MILLIS_PER_ROW,
                TimeUnit.MILLISECONDS);
        return writer;
    }

    private static Table awaitTable(RESTCatalog catalog) {
        TableIdentifier name = TableIdentifier.of("matih_analytics", "state_transition_log");
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() ->
                        catalog.tableExists(name) && catalog.loadTable(name).currentSnapshot() != null);
        return catalog.loadTable(name);
    }

    /** Notes for each new row when it was first seen; the time of looking counts as well. */
    private static void look(Table table, Set<String> seen, List<Long> latencies) throws Exception {
        Snapshot before = table.currentSnapshot();
        table.refresh();
        if (table.currentSnapshot().snapshotId() == before.snapshotId()) {
            return;
        }
        long now = Instant.now().toEpochMilli();
        try (CloseableIterable<Record> rows =
                IcebergGenerics.read(table).select("transition_id", "source_ts").build()) {
            for (Record row : rows) {
                OffsetDateTime committed = (OffsetDateTime) row.getField("source_ts");
                if (committed != null && seen.add((String) row.getField("transition_id"))) {
                    latencies.add(now - committed.toInstant().toEpochMilli());
                }
            }
        }
    }

    private static long percentile(List<Long> sorted, int percent) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    @Test
    void changesAreInTheTableAFewSecondsAfterTheirCommit(
            @TempDir Path data, @TempDir Path warehouse, @TempDir Path checkpoints) throws Exception {
        List<Long> latencies = new ArrayList<>();
        try (SourceDatabase database = SourceDatabase.in(data);
                RestCatalogServer server = RestCatalogServer.in(warehouse).start();
                RESTCatalog catalog = new RESTCatalog()) {
            catalog.initialize("test", Map.of("uri", server.uri().toString()));
            insert(database, 0);
            StreamExecutionEnvironment environment =
                    StreamExecutionEnvironment.getExecutionEnvironment(new Configuration()
                            .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL)
                            .set(
                                    CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                                    checkpoints.toUri().toString()));
            Settings settings = StateTransitionCdcJobITCase.settings(database, server);
            JobClient job = StateTransitionCdcJob.JOB.start(environment, settings);
            Table table = awaitTable(catalog);
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> database.query(
                            "SELECT bool_or(active) FROM pg_replication_slots")
                    .equals("t"));

            ScheduledExecutorService writer = writer(database);
            Set<String> seen = new HashSet<>();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(10))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        look(table, seen, latencies);
                        return latencies.size() >= ROWS;
                    });
            writer.shutdownNow();
            job.cancel().get();
        }
        List<Long> sorted = latencies.stream().sorted().toList();
        Map<String, Long> figures = new LinkedHashMap<>();
        for (int percent : List.of(50, 95, 99, 100)) {
            figures.put("p" + percent + "_ms", percentile(sorted, percent));
        }
        System.out.println("checkpoint interval " + CHECKPOINT_INTERVAL.toSeconds() + " s, rows " + sorted.size() + ", "
                + "commit to visible " + figures);
        assertThat(percentile(sorted, 95))
                .isLessThanOrEqualTo(CHECKPOINT_INTERVAL.plusSeconds(2).toMillis());
    }
}
