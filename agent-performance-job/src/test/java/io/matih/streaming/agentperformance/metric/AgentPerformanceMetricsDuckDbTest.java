package io.matih.streaming.agentperformance.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.agentperformance.RandomTraces;
import io.matih.streaming.agentperformance.event.AgentTrace;
import io.matih.streaming.sketch.TopEntry;
import io.matih.streaming.window.WindowSpan;
import io.matih.streaming.window.WindowSums;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another engine computes the same rows from the same traces, bit for bit, lists and their ties included. */
class AgentPerformanceMetricsDuckDbTest {

    private static final int TOP_SIZE = 7;

    /** DuckDB's own order of texts is that of their bytes in UTF-8, which is that of code points. */
    private static final String QUERY =
            """
            WITH used AS (
              SELECT tenant_id, agent_id, tool, count(*) AS traces
              FROM (SELECT DISTINCT trace, tenant_id, agent_id, unnest(tools) AS tool FROM traces)
              GROUP BY ALL
            ), tops AS (
              SELECT tenant_id, agent_id, list(tool || '=' || traces ORDER BY traces DESC, tool) AS top_tools
              FROM used GROUP BY ALL
            ), metrics AS (
              SELECT tenant_id, agent_id,
                list_sort(list(latency_ms) FILTER (latency_ms IS NOT NULL)) AS latencies,
                count(*) FILTER (success) AS successes, count(*) AS total_traces,
                count(*) FILTER (NOT success) AS failures,
                coalesce(sum(tokens_input), 0)::BIGINT AS total_tokens_input,
                coalesce(sum(tokens_output), 0)::BIGINT AS total_tokens_output,
                coalesce(sum(cost_nano_usd), 0)::BIGINT AS cost_nano_usd,
                avg(latency_ms) AS avg_latency_ms, count(latency_ms) AS latency_count,
                coalesce(sum(latency_ms), 0)::BIGINT AS latency_sum_ms, max(latency_ms) AS max_latency_ms,
                count(DISTINCT session_id) AS distinct_sessions
              FROM traces GROUP BY ALL
            )
            SELECT tenant_id, agent_id, NULL AS agent_name, successes::DOUBLE / total_traces AS success_rate, avg_latency_ms,
              latencies[((len(latencies) * 50 + 99) // 100)::INT]::DOUBLE AS p50_latency_ms,
              latencies[((len(latencies) * 95 + 99) // 100)::INT]::DOUBLE AS p95_latency_ms,
              latencies[((len(latencies) * 99 + 99) // 100)::INT]::DOUBLE AS p99_latency_ms,
              total_traces, total_tokens_input, total_tokens_output, cost_nano_usd AS total_cost,
              failures::DOUBLE / total_traces AS error_rate, successes, failures, latency_count, latency_sum_ms, max_latency_ms,
              distinct_sessions, coalesce(array_to_string(top_tools[1:7], ', '), '') AS top_tools,
              CASE WHEN successes = 0 THEN NULL
                WHEN (cost_nano_usd % successes) * 2 < successes THEN cost_nano_usd // successes
                WHEN (cost_nano_usd % successes) * 2 > successes THEN cost_nano_usd // successes + 1
                ELSE cost_nano_usd // successes + (cost_nano_usd // successes) % 2
              END AS cost_per_success,
              total_traces AS input_records
            FROM metrics LEFT JOIN tops USING (tenant_id, agent_id)
            """;

    /** 14 traces leave agents without successes, latencies or tools; 6,000 have lists longer than the top. */
    @ParameterizedTest
    @ValueSource(ints = {14, 300, 6_000})
    void everyColumnEqualsDuckDbs(int count) throws SQLException {
        List<AgentTrace> traces = RandomTraces.of(new Random(count), count);
        Map<AgentPerformanceKey, List<AgentTrace>> byKey =
                traces.stream().collect(Collectors.groupingBy(AgentPerformanceKey::of));
        List<List<@Nullable Object>> ours = new ArrayList<>();
        byKey.forEach((key, own) -> ours.add(values(AgentPerformanceMetrics.of(
                key,
                new WindowSpan(0, 300_000),
                WindowSums.ofRandomParts(own, AgentPerformanceAccumulator::new, new Random(1)),
                TOP_SIZE,
                0))));

        assertThat(ours).hasSizeGreaterThan(7).containsExactlyInAnyOrderElementsOf(computedByDuckDb(traces));
    }

    private static List<List<@Nullable Object>> computedByDuckDb(List<AgentTrace> traces) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE traces(trace BIGINT, tenant_id TEXT, agent_id TEXT, session_id TEXT,"
                    + " success BOOLEAN, latency_ms BIGINT, tokens_input BIGINT, tokens_output BIGINT,"
                    + " cost_nano_usd HUGEINT, tools TEXT[])");
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO traces VALUES (?,?,?,?,?,?,?,?,?, str_split(nullif(?, ''), ','))")) {
                for (AgentTrace trace : traces) {
                    bind(insert, trace);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            List<List<@Nullable Object>> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery(QUERY)) {
                while (result.next()) {
                    List<@Nullable Object> row = new ArrayList<>();
                    for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                        row.add(plain(result.getObject(column)));
                    }
                    rows.add(row);
                }
            }
            return rows;
        }
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof BigInteger number ? (Object) number.longValueExact() : value;
    }

    private static void bind(PreparedStatement insert, AgentTrace trace) throws SQLException {
        insert.setLong(1, trace.origin.offset);
        insert.setString(2, trace.tenantId);
        insert.setString(3, trace.agentId);
        insert.setString(4, trace.sessionId == null ? null : trace.sessionId.toString());
        insert.setBoolean(5, trace.success);
        bindLong(insert, 6, trace.latencyMillis);
        bindLong(insert, 7, trace.tokensInput);
        bindLong(insert, 8, trace.tokensOutput);
        bindLong(insert, 9, trace.costNanoUsd);
        insert.setString(10, String.join(",", trace.tools));
    }

    private static void bindLong(PreparedStatement insert, int index, long value) throws SQLException {
        if (value == AgentTrace.ABSENT) {
            insert.setNull(index, Types.BIGINT);
        } else {
            insert.setLong(index, value);
        }
    }

    /** Between the window's bounds and the sketches. */
    private static List<@Nullable Object> values(AgentPerformanceMetrics row) {
        return Arrays.asList(
                row.tenantId(),
                row.agentId(),
                row.agentName(),
                row.successRate(),
                row.averageLatencyMillis(),
                row.p50LatencyMillis(),
                row.p95LatencyMillis(),
                row.p99LatencyMillis(),
                row.totalTraces(),
                row.totalTokensInput(),
                row.totalTokensOutput(),
                row.totalCostNanoUsd(),
                row.errorRate(),
                row.successes(),
                row.failures(),
                row.latencyCount(),
                row.latencySumMillis(),
                row.maxLatencyMillis(),
                row.distinctSessions(),
                Arrays.stream(row.topTools()).map(TopEntry::toString).collect(Collectors.joining(", ")),
                row.costPerSuccessNanoUsd(),
                row.inputRecords());
    }
}
