package io.matih.streaming.llmops.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.llmops.event.LlmCall;
import io.matih.streaming.sketch.Money;
import io.matih.streaming.window.WindowSpan;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Another engine computes the same rows from the same calls, bit for bit. */
class LlmOpsMetricsDuckDbTest {

    private static final String QUERY =
            """
            WITH ranked AS (
              SELECT *,
                list_sort(list(latency_ms) FILTER (latency_ms IS NOT NULL) OVER key) AS latencies,
                list_sort(list(latency_ms) FILTER (latency_ms IS NOT NULL AND NOT cache_hit) OVER key) AS uncached,
                list_sort(list(ttft_ms) FILTER (ttft_ms IS NOT NULL) OVER key) AS ttfts
              FROM calls
              WINDOW key AS (PARTITION BY tenant_id, provider, model)
            )
            SELECT tenant_id, provider, model,
              (count(*) FILTER (cache_hit))::DOUBLE / count(*) AS cache_hit_rate,
              avg(tokens_input) AS avg_tokens_input, avg(tokens_output) AS avg_tokens_output,
              count(*) AS total_requests, coalesce(sum(cost_usd), 0)::DECIMAL(18,9) AS total_cost_usd,
              avg(latency_ms) AS avg_latency_ms,
              (count(*) FILTER (NOT success))::DOUBLE / count(*) AS error_rate,
              count(*) FILTER (cache_hit) AS cache_hits, count(*) FILTER (NOT success) AS failures,
              coalesce(sum(tokens_input), 0)::BIGINT AS total_tokens_input,
              coalesce(sum(tokens_output), 0)::BIGINT AS total_tokens_output,
              coalesce(sum(tokens_cached), 0)::BIGINT AS total_tokens_cached,
              coalesce(sum(tokens_reasoning), 0)::BIGINT AS total_tokens_reasoning,
              count(tokens_input) AS tokens_input_count, count(tokens_output) AS tokens_output_count,
              count(latency_ms) AS latency_count, coalesce(sum(latency_ms), 0)::BIGINT AS latency_sum_ms,
              max(latency_ms) AS max_latency_ms,
              any_value(latencies[((len(latencies) * 50 + 99) // 100)::INT])::DOUBLE AS p50_latency_ms,
              any_value(latencies[((len(latencies) * 95 + 99) // 100)::INT])::DOUBLE AS p95_latency_ms,
              any_value(latencies[((len(latencies) * 99 + 99) // 100)::INT])::DOUBLE AS p99_latency_ms,
              avg(latency_ms) FILTER (NOT cache_hit) AS avg_uncached_latency_ms,
              any_value(uncached[((len(uncached) * 95 + 99) // 100)::INT])::DOUBLE AS p95_uncached_latency_ms,
              any_value(ttfts[((len(ttfts) * 50 + 99) // 100)::INT]) AS p50_ttft_ms,
              any_value(ttfts[((len(ttfts) * 95 + 99) // 100)::INT]) AS p95_ttft_ms,
              count(*) FILTER (cost_usd IS NULL) AS unpriced_requests
            FROM ranked GROUP BY ALL
            """;

    @Test
    void everyColumnEqualsDuckDbs() throws SQLException {
        List<LlmCall> calls = RandomCalls.of(new Random(7), 6_000);
        Map<LlmOpsKey, LlmOpsAccumulator> sums = new HashMap<>();
        for (LlmCall call : calls) {
            LlmOpsAccumulator accumulator = sums.computeIfAbsent(
                    new LlmOpsKey(call.tenantId, call.provider, call.model), unused -> new LlmOpsAccumulator());
            accumulator.add(call);
            accumulator.inputRecords++;
        }
        List<List<Object>> ours = new ArrayList<>();
        sums.forEach((key, accumulator) ->
                ours.add(values(LlmOpsMetrics.of(key, new WindowSpan(0, 900_000), accumulator, 0))));

        assertThat(ours).hasSizeGreaterThan(20).containsExactlyInAnyOrderElementsOf(computedByDuckDb(calls));
    }

    private static List<List<Object>> computedByDuckDb(List<LlmCall> calls) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE calls(tenant_id TEXT, provider TEXT, model TEXT, cache_hit BOOLEAN,"
                    + " success BOOLEAN, tokens_input BIGINT, tokens_output BIGINT, tokens_cached BIGINT,"
                    + " tokens_reasoning BIGINT, cost_usd DECIMAL(18,9), latency_ms BIGINT, ttft_ms DOUBLE)");
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO calls VALUES (?,?,?,?,?,?,?,?,?,?,?,?)")) {
                for (LlmCall call : calls) {
                    bind(insert, call);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            List<List<Object>> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery(QUERY)) {
                while (result.next()) {
                    List<Object> row = new ArrayList<>();
                    for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                        row.add(result.getObject(column));
                    }
                    rows.add(row);
                }
            }
            return rows;
        }
    }

    private static void bind(PreparedStatement insert, LlmCall call) throws SQLException {
        insert.setString(1, call.tenantId);
        insert.setString(2, call.provider);
        insert.setString(3, call.model);
        insert.setBoolean(4, call.cacheHit);
        insert.setBoolean(5, call.success);
        bindLong(insert, 6, call.tokensInput);
        bindLong(insert, 7, call.tokensOutput);
        bindLong(insert, 8, call.tokensCached);
        bindLong(insert, 9, call.tokensReasoning);
        if (call.costNanoUsd == LlmCall.ABSENT) {
            insert.setNull(10, Types.DECIMAL);
        } else {
            insert.setBigDecimal(10, BigDecimal.valueOf(call.costNanoUsd, 9));
        }
        bindLong(insert, 11, call.latencyMillis);
        if (call.ttftMillis == LlmCall.ABSENT) {
            insert.setNull(12, Types.DOUBLE);
        } else {
            insert.setDouble(12, call.ttftMillis);
        }
    }

    private static void bindLong(PreparedStatement insert, int index, long value) throws SQLException {
        if (value == LlmCall.ABSENT) {
            insert.setNull(index, Types.BIGINT);
        } else {
            insert.setLong(index, value);
        }
    }

    private static List<Object> values(LlmOpsMetrics row) {
        List<Object> values = new ArrayList<>();
        values.add(row.tenantId());
        values.add(row.provider());
        values.add(row.model());
        values.add(row.cacheHitRate());
        values.add(row.averageTokensInput());
        values.add(row.averageTokensOutput());
        values.add(row.totalRequests());
        values.add(Money.toDecimal(row.totalCostNanoUsd()));
        values.add(row.averageLatencyMillis());
        values.add(row.errorRate());
        values.add(row.cacheHits());
        values.add(row.failures());
        values.add(row.totalTokensInput());
        values.add(row.totalTokensOutput());
        values.add(row.totalTokensCached());
        values.add(row.totalTokensReasoning());
        values.add(row.tokensInputCount());
        values.add(row.tokensOutputCount());
        values.add(row.latencyCount());
        values.add(row.latencySumMillis());
        values.add(row.maxLatencyMillis());
        values.add(row.p50LatencyMillis());
        values.add(row.p95LatencyMillis());
        values.add(row.p99LatencyMillis());
        values.add(row.averageUncachedLatencyMillis());
        values.add(row.p95UncachedLatencyMillis());
        values.add(row.p50TtftMillis());
        values.add(row.p95TtftMillis());
        values.add(row.unpricedRequests());
        return values;
    }
}
