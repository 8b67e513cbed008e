package io.matih.streaming.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.matih.streaming.endtoend.observability.MetricsPage;
import io.matih.streaming.servers.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A name from a row of PostgreSQL to a row of a window, with both jobs as they are delivered; and the metrics of the second. */
class AgentNamesE2E {

    private static final String TRACES = "matih.ai.agent-traces";
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final List<String> TABLES = List.of(
            """
            CREATE TABLE public.fsm_state_transitions (
                id text PRIMARY KEY, entity_type text NOT NULL, entity_id text NOT NULL, tenant_id text NOT NULL,
                from_state text NOT NULL, to_state text NOT NULL, triggered_by text, trigger_reason text, metadata text,
                created_at timestamp(3) NOT NULL)""",
            "ALTER TABLE public.fsm_state_transitions REPLICA IDENTITY FULL",
            "CREATE PUBLICATION flink_fsm_cdc FOR TABLE public.fsm_state_transitions",
            """
            CREATE TABLE public.agent_definitions (
                tenant_id text NOT NULL, agent_id text NOT NULL, name text, updated_at timestamptz NOT NULL DEFAULT now(),
                PRIMARY KEY (tenant_id, agent_id))""",
            "ALTER TABLE public.agent_definitions REPLICA IDENTITY FULL",
            "CREATE PUBLICATION flink_agent_definitions FOR TABLE public.agent_definitions",
            "INSERT INTO agent_definitions VALUES ('t', 'a', 'Ann', now() - interval '1 h')");

    @Test
    void renamedAgentHasItsNewNameInLaterWindowsOnly(@TempDir Path directory) throws SQLException {
        try (Servers servers = Servers.in(directory);
                EmbeddedPostgres postgres =
                        EmbeddedPostgres.in(directory.resolve("postgres")).start()) {
            try (Connection connection = postgres.connect("postgres");
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE ai_service");
            }
            Topic traces = servers.createTopic(TRACES, 1);
            try (Connection connection = postgres.connect("ai_service");
                    Statement statement = connection.createStatement()) {
                for (String sql : TABLES) {
                    statement.execute(sql);
                }
                rename(servers, postgres, traces, statement);
            }
        }
    }

    private static void rename(Servers servers, EmbeddedPostgres postgres, Topic traces, Statement statement)
            throws SQLException {
        try (ApplicationCluster capture = ApplicationCluster.start("names-capture", capture(servers, postgres));
                ApplicationCluster metrics = ApplicationCluster.start("names-metrics", metrics(servers))) {
            capture.awaitRunning();
            metrics.awaitRunning();
            Instant before = now(statement).minus(Duration.ofMinutes(10));
            statement.execute("UPDATE agent_definitions SET name = 'Bea', updated_at = now()");
            Instant after = now(statement).plusSeconds(1);
            send(traces, before);
            send(traces, after);
            send(traces, after.plusSeconds(30));

            MetricsTable table = servers.table("agent_performance_metrics");
            await().atMost(LIMIT).until(() -> table.rows().size() >= 2);

            assertThat(table.rows().stream()
                            .map(row -> row.get("window_end") + " " + row.get("agent_name"))
                            .toList())
                    .containsExactlyInAnyOrder(windowEnd(before) + " Ann", windowEnd(after) + " Bea");
            MetricsPage.awaitAll(metrics::scrape, MetricsPage.JOB_MANAGER, MetricsPage.TASKS, MetricsPage.KAFKA);
        }
    }

    private static ClusterSettings capture(Servers servers, EmbeddedPostgres postgres) {
        return ClusterSettings.of(PackagedJob.stateTransitionCdc())
                .options(servers.catalogOptions())
                .option("kafka.bootstrap-servers", servers.bootstrapServers())
                .option("agent-definitions.capture", "on")
                .option("postgres.host", postgres.host())
                .option("postgres.port", Integer.toString(postgres.port()))
                .option("postgres.user", EmbeddedPostgres.SUPERUSER)
                .option("postgres.password", "env:PATH");
    }

    private static ClusterSettings metrics(Servers servers) {
        return ClusterSettings.of(PackagedJob.agentPerformance())
                .options(servers.options())
                .option("kafka.partition-discovery-interval", "1 s")
                .option("event-time.out-of-orderness", "1 s")
                .option("window.size", "10 s");
    }

    private static Instant now(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint")) {
            row.next();
            return Instant.ofEpochMilli(row.getLong(1));
        }
    }

    private static Instant windowEnd(Instant moment) {
        return Instant.ofEpochSecond(moment.getEpochSecond() / 10 * 10 + 10);
    }

    private static void send(Topic topic, Instant moment) {
        String trace =
                "{\"tenant_id\":\"t\",\"agent_id\":\"a\",\"action\":\"completed\",\"timestamp\":\"" + moment + "\"}";
        Letter letter = new Letter("t", trace, moment.toEpochMilli(), List.of());
        topic.send(List.of(new ScriptedRecord(0, letter, null, null)));
    }
}
