package io.matih.streaming.benchmark.sidebyside;

import java.util.List;

/** The queries of the streams, with the columns that their tables had first. */
final class SqlQueries {

    static final SqlQuery LLM_OPS = new SqlQuery(
            "llm_operations_metrics",
            15,
            """
            tenant_id STRING, provider STRING, `model` STRING, cache_hit BOOLEAN, tokens_input BIGINT,
            tokens_output BIGINT, latency_ms DOUBLE, cost_usd DOUBLE, success BOOLEAN""",
            "TRUE",
            List.of("tenant_id", "provider", "model"),
            List.of(
                    new SqlColumn("total_requests", "BIGINT", "COUNT(*)"),
                    new SqlColumn("cache_hit_rate", "DOUBLE", "AVG(CASE WHEN cache_hit THEN 1e0 ELSE 0e0 END)"),
                    new SqlColumn("avg_tokens_input", "DOUBLE", "AVG(CAST(tokens_input AS DOUBLE))"),
                    new SqlColumn("avg_tokens_output", "DOUBLE", "AVG(CAST(tokens_output AS DOUBLE))"),
                    new SqlColumn("total_cost_usd", "DOUBLE", "SUM(cost_usd)"),
                    new SqlColumn("avg_latency_ms", "DOUBLE", "AVG(latency_ms)"),
                    new SqlColumn("error_rate", "DOUBLE", "AVG(CASE WHEN success THEN 0e0 ELSE 1e0 END)")));

    static final SqlQuery SESSION_ANALYTICS = new SqlQuery(
            "session_analytics",
            15,
            """
            tenant_id STRING, entity_type STRING, entity_id STRING, to_state STRING, triggered_by STRING,
            metadata STRING""",
            "entity_type = 'session_phase'",
            List.of("tenant_id"),
            List.of(
                    new SqlColumn("total_sessions", "BIGINT", "COUNT(DISTINCT entity_id)"),
                    new SqlColumn(
                            "avg_duration_ms", "DOUBLE", "AVG(CAST(JSON_VALUE(metadata, '$.duration_ms') AS DOUBLE))"),
                    new SqlColumn("avg_turns", "DOUBLE", "AVG(CAST(JSON_VALUE(metadata, '$.turn_count') AS DOUBLE))"),
                    new SqlColumn(
                            "completion_rate",
                            "DOUBLE",
                            "CAST(COUNT(DISTINCT entity_id) FILTER (WHERE to_state = 'completed') AS DOUBLE)"
                                    + " / COUNT(DISTINCT entity_id)"),
                    new SqlColumn(
                            "unique_users",
                            "BIGINT",
                            "COUNT(DISTINCT triggered_by) FILTER (WHERE triggered_by <> 'system')")));

    static final SqlQuery AGENT_PERFORMANCE = new SqlQuery(
            "agent_performance_metrics",
            5,
            "tenant_id STRING, agent_id STRING, action STRING, latency_ms DOUBLE, error_message STRING",
            "action IN ('completed', 'failed')",
            List.of("tenant_id", "agent_id"),
            List.of(
                    new SqlColumn("total_traces", "BIGINT", "COUNT(*)"),
                    SqlColumn.empty("agent_name", "STRING"),
                    new SqlColumn(
                            "success_rate",
                            "DOUBLE",
                            "SUM(CASE WHEN action = 'completed' AND error_message IS NULL THEN 1e0 ELSE 0e0 END)"
                                    + " / COUNT(*)"),
                    new SqlColumn("avg_latency_ms", "DOUBLE", "AVG(latency_ms)"),
                    SqlColumn.empty("p50_latency_ms", "DOUBLE"),
                    SqlColumn.empty("p95_latency_ms", "DOUBLE"),
                    SqlColumn.empty("p99_latency_ms", "DOUBLE")));

    private SqlQueries() {}
}
