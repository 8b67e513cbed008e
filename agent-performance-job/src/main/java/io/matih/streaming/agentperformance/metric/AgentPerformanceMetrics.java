package io.matih.streaming.agentperformance.metric;

import static io.matih.streaming.iceberg.Column.optionalBinary;
import static io.matih.streaming.iceberg.Column.optionalCountedValues;
import static io.matih.streaming.iceberg.Column.optionalDouble;
import static io.matih.streaming.iceberg.Column.optionalInt;
import static io.matih.streaming.iceberg.Column.optionalLong;
import static io.matih.streaming.iceberg.Column.optionalNanoDecimal;
import static io.matih.streaming.iceberg.Column.optionalString;
import static io.matih.streaming.iceberg.Column.requiredString;
import static io.matih.streaming.iceberg.Column.requiredTimestamp;
import static io.matih.streaming.sketch.Averages.average;
import static io.matih.streaming.sketch.Averages.rate;

import io.matih.streaming.agentperformance.event.AgentTrace;
import io.matih.streaming.iceberg.Column;
import io.matih.streaming.iceberg.TableDefinition;
import io.matih.streaming.sketch.Distribution;
import io.matih.streaming.sketch.Money;
import io.matih.streaming.sketch.TopEntry;
import io.matih.streaming.window.WindowSpan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row: how one agent of one tenant worked in one window. */
@SuppressWarnings("ArrayRecordComponent") // lists and the sketches' bytes are written, never compared
public record AgentPerformanceMetrics(
        long windowStartMillis,
        long windowEndMillis,
        String tenantId,
        String agentId,
        @Nullable String agentName,
        @Nullable Double successRate,
        @Nullable Double averageLatencyMillis,
        @Nullable Double p50LatencyMillis,
        @Nullable Double p95LatencyMillis,
        @Nullable Double p99LatencyMillis,
        long totalTraces,
        long totalTokensInput,
        long totalTokensOutput,
        long totalCostNanoUsd,
        @Nullable Double errorRate,
        long successes,
        long failures,
        long latencyCount,
        long latencySumMillis,
        @Nullable Long maxLatencyMillis,
        long distinctSessions,
        TopEntry[] topTools,
        @Nullable Long costPerSuccessNanoUsd,
        byte @Nullable [] latencyTDigest,
        byte @Nullable [] sessionsHyperLogLog,
        long inputRecords,
        long inputHash,
        int revision) {

    /** The table, column by column; the only place that knows its schema. */
    public static final TableDefinition<AgentPerformanceMetrics> TABLE = TableDefinition.of(
                    "agent_performance_metrics",
                    List.<Column<AgentPerformanceMetrics>>of(
                            requiredTimestamp(
                                    "window_start",
                                    "First moment of the window.",
                                    AgentPerformanceMetrics::windowStartMillis),
                            requiredTimestamp(
                                    "window_end",
                                    "First moment after the window.",
                                    AgentPerformanceMetrics::windowEndMillis),
                            requiredString("tenant_id", "Whose agent.", AgentPerformanceMetrics::tenantId),
                            requiredString("agent_id", "Which agent.", AgentPerformanceMetrics::agentId),
                            optionalString(
                                    "agent_name",
                                    "Name of the agent at the end of the window; null while unknown.",
                                    AgentPerformanceMetrics::agentName),
                            optionalDouble("success_rate", "Successes / traces.", AgentPerformanceMetrics::successRate),
                            optionalDouble(
                                    "avg_latency_ms",
                                    "Average latency of the traces that say it.",
                                    AgentPerformanceMetrics::averageLatencyMillis),
                            optionalDouble(
                                    "p50_latency_ms", "Median latency.", AgentPerformanceMetrics::p50LatencyMillis),
                            optionalDouble(
                                    "p95_latency_ms",
                                    "95th percentile of latency.",
                                    AgentPerformanceMetrics::p95LatencyMillis),
                            optionalDouble(
                                    "p99_latency_ms",
                                    "99th percentile of latency.",
                                    AgentPerformanceMetrics::p99LatencyMillis),
                            optionalLong(
                                    "total_traces",
                                    "Traces, completed and failed.",
                                    AgentPerformanceMetrics::totalTraces),
                            optionalLong(
                                    "total_tokens_input", "Input tokens.", AgentPerformanceMetrics::totalTokensInput),
                            optionalLong(
                                    "total_tokens_output",
                                    "Output tokens.",
                                    AgentPerformanceMetrics::totalTokensOutput),
                            optionalNanoDecimal(
                                    "total_cost_usd",
                                    "Cost of the traces that say it.",
                                    AgentPerformanceMetrics::totalCostNanoUsd),
                            optionalDouble("error_rate", "Failures / traces.", AgentPerformanceMetrics::errorRate),
                            optionalLong(
                                    "successes",
                                    "Completed traces without an error message.",
                                    AgentPerformanceMetrics::successes),
                            optionalLong("failures", "All other traces.", AgentPerformanceMetrics::failures),
                            optionalLong(
                                    "latency_count",
                                    "Traces that say their latency.",
                                    AgentPerformanceMetrics::latencyCount),
                            optionalLong(
                                    "latency_sum_ms",
                                    "Sum of the latencies.",
                                    AgentPerformanceMetrics::latencySumMillis),
                            optionalLong(
                                    "max_latency_ms", "Largest latency.", AgentPerformanceMetrics::maxLatencyMillis),
                            optionalLong(
                                    "distinct_sessions",
                                    "Different sessions of the traces that say theirs.",
                                    AgentPerformanceMetrics::distinctSessions),
                            optionalCountedValues(
                                    "top_tools",
                                    "Tools by the traces that used them, the most used first.",
                                    AgentPerformanceMetrics::topTools,
                                    entry -> entry.value,
                                    entry -> entry.count),
                            optionalNanoDecimal(
                                    "cost_per_success_usd",
                                    "Cost of all traces / successes; null without a success.",
                                    AgentPerformanceMetrics::costPerSuccessNanoUsd),
                            optionalBinary(
                                    "latency_tdigest", "t-digest of latency.", AgentPerformanceMetrics::latencyTDigest),
                            optionalBinary(
                                    "sessions_hll",
                                    "HyperLogLog of the sessions.",
                                    AgentPerformanceMetrics::sessionsHyperLogLog),
                            optionalLong(
                                    "input_records",
                                    "Events aggregated into this row.",
                                    AgentPerformanceMetrics::inputRecords),
                            optionalLong(
                                    "input_hash",
                                    "Wrapping sum of the hashes of those events.",
                                    AgentPerformanceMetrics::inputHash),
                            optionalInt(
                                    "revision",
                                    "0 on the first result of a window, one more for each correction.",
                                    AgentPerformanceMetrics::revision)))
            .partitionedByDay("window_start")
            .identifiedBy("window_start", "tenant_id", "agent_id")
            .sortedBy("tenant_id");

    /**
     * The row of a window; averages, rates, percentiles, the largest latency and the cost per success are null without
     * data.
     *
     * @param topSize how many tools at most
     */
    public static AgentPerformanceMetrics of(
            AgentPerformanceKey key, WindowSpan window, AgentPerformanceAccumulator sums, int topSize, int revision) {
        Distribution latencies = sums.latencies;
        long traces = sums.inputRecords;
        long failures = traces - sums.successes;
        return new AgentPerformanceMetrics(
                window.startMillis(),
                window.endMillis(),
                key.tenantId(),
                key.agentId(),
                null,
                rate(sums.successes, traces),
                average(sums.latencySumMillis, latencies.count()),
                latencies.quantile(500),
                latencies.quantile(950),
                latencies.quantile(990),
                traces,
                sums.tokensInput,
                sums.tokensOutput,
                sums.costNanoUsd,
                rate(failures, traces),
                sums.successes,
                failures,
                latencies.count(),
                sums.latencySumMillis,
                sums.maxLatencyMillis == AgentTrace.ABSENT ? null : sums.maxLatencyMillis,
                sums.distinctSessions,
                sums.tools.top(topSize),
                Money.perItem(sums.costNanoUsd, sums.successes),
                latencies.toTDigest(),
                sums.sessions.toHyperLogLog(),
                sums.inputRecords,
                sums.inputHash,
                revision);
    }

    /** What the row is about, besides its window. */
    public AgentPerformanceKey key() {
        return new AgentPerformanceKey(tenantId, agentId);
    }

    /** The same row, with the agent's name at the end of the window; null while it is unknown. */
    public AgentPerformanceMetrics withAgentName(@Nullable String name) {
        return new AgentPerformanceMetrics(
                windowStartMillis,
                windowEndMillis,
                tenantId,
                agentId,
                name,
                successRate,
                averageLatencyMillis,
                p50LatencyMillis,
                p95LatencyMillis,
                p99LatencyMillis,
                totalTraces,
                totalTokensInput,
                totalTokensOutput,
                totalCostNanoUsd,
                errorRate,
                successes,
                failures,
                latencyCount,
                latencySumMillis,
                maxLatencyMillis,
                distinctSessions,
                topTools,
                costPerSuccessNanoUsd,
                latencyTDigest,
                sessionsHyperLogLog,
                inputRecords,
                inputHash,
                revision);
    }
}
