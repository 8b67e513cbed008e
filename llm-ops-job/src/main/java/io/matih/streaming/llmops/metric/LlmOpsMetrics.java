package io.matih.streaming.llmops.metric;

import static io.matih.streaming.iceberg.Column.optionalBinary;
import static io.matih.streaming.iceberg.Column.optionalDouble;
import static io.matih.streaming.iceberg.Column.optionalInt;
import static io.matih.streaming.iceberg.Column.optionalLong;
import static io.matih.streaming.iceberg.Column.optionalNanoDecimal;
import static io.matih.streaming.iceberg.Column.requiredString;
import static io.matih.streaming.iceberg.Column.requiredTimestamp;
import static io.matih.streaming.sketch.Averages.average;
import static io.matih.streaming.sketch.Averages.rate;

import io.matih.streaming.iceberg.Column;
import io.matih.streaming.iceberg.TableDefinition;
import io.matih.streaming.llmops.event.LlmCall;
import io.matih.streaming.sketch.Distribution;
import io.matih.streaming.window.WindowSpan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row: what the calls of one tenant, provider and model were like in one window. */
@SuppressWarnings("ArrayRecordComponent") // the sketches' bytes are written, never compared
public record LlmOpsMetrics(
        long windowStartMillis,
        long windowEndMillis,
        String tenantId,
        String provider,
        String model,
        @Nullable Double cacheHitRate,
        @Nullable Double averageTokensInput,
        @Nullable Double averageTokensOutput,
        long totalRequests,
        long totalCostNanoUsd,
        @Nullable Double averageLatencyMillis,
        @Nullable Double errorRate,
        long cacheHits,
        long failures,
        long totalTokensInput,
        long totalTokensOutput,
        long totalTokensCached,
        long totalTokensReasoning,
        long tokensInputCount,
        long tokensOutputCount,
        long latencyCount,
        long latencySumMillis,
        @Nullable Long maxLatencyMillis,
        @Nullable Double p50LatencyMillis,
        @Nullable Double p95LatencyMillis,
        @Nullable Double p99LatencyMillis,
        @Nullable Double averageUncachedLatencyMillis,
        @Nullable Double p95UncachedLatencyMillis,
        @Nullable Double p50TtftMillis,
        @Nullable Double p95TtftMillis,
        long unpricedRequests,
        byte @Nullable [] latencyTDigest,
        byte @Nullable [] uncachedLatencyTDigest,
        byte @Nullable [] ttftTDigest,
        long inputRecords,
        long inputHash,
        int revision) {

    /** The table, column by column; the only place that knows its schema. */
    public static final TableDefinition<LlmOpsMetrics> TABLE = TableDefinition.of(
                    "llm_operations_metrics",
                    List.<Column<LlmOpsMetrics>>of(
                            requiredTimestamp(
                                    "window_start", "First moment of the window.", LlmOpsMetrics::windowStartMillis),
                            requiredTimestamp(
                                    "window_end", "First moment after the window.", LlmOpsMetrics::windowEndMillis),
                            requiredString("tenant_id", "Whose calls.", LlmOpsMetrics::tenantId),
                            requiredString(
                                    "provider", "Who was asked; `unknown` when not said.", LlmOpsMetrics::provider),
                            requiredString("model", "Which model; `unknown` when not said.", LlmOpsMetrics::model),
                            optionalDouble("cache_hit_rate", "Cache hits / requests.", LlmOpsMetrics::cacheHitRate),
                            optionalDouble(
                                    "avg_tokens_input",
                                    "Average input tokens of the calls that say them.",
                                    LlmOpsMetrics::averageTokensInput),
                            optionalDouble(
                                    "avg_tokens_output",
                                    "Average output tokens of the calls that say them.",
                                    LlmOpsMetrics::averageTokensOutput),
                            optionalLong("total_requests", "Calls, cache hits included.", LlmOpsMetrics::totalRequests),
                            optionalNanoDecimal(
                                    "total_cost_usd", "Cost of the priced calls.", LlmOpsMetrics::totalCostNanoUsd),
                            optionalDouble(
                                    "avg_latency_ms",
                                    "Average latency, cache hits included.",
                                    LlmOpsMetrics::averageLatencyMillis),
                            optionalDouble("error_rate", "Failures / requests.", LlmOpsMetrics::errorRate),
                            optionalLong("cache_hits", "Calls answered from a cache.", LlmOpsMetrics::cacheHits),
                            optionalLong("failures", "Calls that did not succeed.", LlmOpsMetrics::failures),
                            optionalLong("total_tokens_input", "Input tokens.", LlmOpsMetrics::totalTokensInput),
                            optionalLong("total_tokens_output", "Output tokens.", LlmOpsMetrics::totalTokensOutput),
                            optionalLong(
                                    "total_tokens_cached",
                                    "The part of the input tokens that the provider had cached.",
                                    LlmOpsMetrics::totalTokensCached),
                            optionalLong(
                                    "total_tokens_reasoning",
                                    "The part of the output tokens that went into reasoning.",
                                    LlmOpsMetrics::totalTokensReasoning),
                            optionalLong(
                                    "tokens_input_count",
                                    "Calls that say their input tokens.",
                                    LlmOpsMetrics::tokensInputCount),
                            optionalLong(
                                    "tokens_output_count",
                                    "Calls that say their output tokens.",
                                    LlmOpsMetrics::tokensOutputCount),
                            optionalLong("latency_count", "Calls that say their latency.", LlmOpsMetrics::latencyCount),
                            optionalLong("latency_sum_ms", "Sum of the latencies.", LlmOpsMetrics::latencySumMillis),
                            optionalLong("max_latency_ms", "Largest latency.", LlmOpsMetrics::maxLatencyMillis),
                            optionalDouble("p50_latency_ms", "Median latency.", LlmOpsMetrics::p50LatencyMillis),
                            optionalDouble(
                                    "p95_latency_ms", "95th percentile of latency.", LlmOpsMetrics::p95LatencyMillis),
                            optionalDouble(
                                    "p99_latency_ms", "99th percentile of latency.", LlmOpsMetrics::p99LatencyMillis),
                            optionalDouble(
                                    "avg_uncached_latency_ms",
                                    "Average latency of the calls that reached the provider.",
                                    LlmOpsMetrics::averageUncachedLatencyMillis),
                            optionalDouble(
                                    "p95_uncached_latency_ms",
                                    "95th percentile of latency of the calls that reached the provider.",
                                    LlmOpsMetrics::p95UncachedLatencyMillis),
                            optionalDouble(
                                    "p50_ttft_ms", "Median time to the first token.", LlmOpsMetrics::p50TtftMillis),
                            optionalDouble(
                                    "p95_ttft_ms",
                                    "95th percentile of the time to the first token.",
                                    LlmOpsMetrics::p95TtftMillis),
                            optionalLong("unpriced_requests", "Calls without a cost.", LlmOpsMetrics::unpricedRequests),
                            optionalBinary("latency_tdigest", "t-digest of latency.", LlmOpsMetrics::latencyTDigest),
                            optionalBinary(
                                    "uncached_latency_tdigest",
                                    "t-digest of latency of the calls that reached the provider.",
                                    LlmOpsMetrics::uncachedLatencyTDigest),
                            optionalBinary(
                                    "ttft_tdigest",
                                    "t-digest of the time to the first token.",
                                    LlmOpsMetrics::ttftTDigest),
                            optionalLong(
                                    "input_records", "Events aggregated into this row.", LlmOpsMetrics::inputRecords),
                            optionalLong(
                                    "input_hash",
                                    "Wrapping sum of the hashes of those events.",
                                    LlmOpsMetrics::inputHash),
                            optionalInt(
                                    "revision",
                                    "0 on the first result of a window, one more for each correction.",
                                    LlmOpsMetrics::revision)))
            .partitionedByDay("window_start")
            .identifiedBy("window_start", "tenant_id", "provider", "model")
            .sortedBy("tenant_id");

    /** The row of a window; averages, rates, percentiles and the largest latency are null without data. */
    public static LlmOpsMetrics of(LlmOpsKey key, WindowSpan window, LlmOpsAccumulator sums, int revision) {
        Distribution latencies = new Distribution(sums.uncachedLatencies);
        latencies.merge(sums.hitLatencies);
        long latencySum = Math.addExact(sums.hitLatencyMillis, sums.uncachedLatencyMillis);
        long requests = sums.inputRecords;
        return new LlmOpsMetrics(
                window.startMillis(),
                window.endMillis(),
                key.tenantId(),
                key.provider(),
                key.model(),
                rate(sums.cacheHits, requests),
                average(sums.tokensInput, sums.tokensInputCount),
                average(sums.tokensOutput, sums.tokensOutputCount),
                requests,
                sums.costNanoUsd,
                average(latencySum, latencies.count()),
                rate(sums.failures, requests),
                sums.cacheHits,
                sums.failures,
                sums.tokensInput,
                sums.tokensOutput,
                sums.tokensCached,
                sums.tokensReasoning,
                sums.tokensInputCount,
                sums.tokensOutputCount,
                latencies.count(),
                latencySum,
                sums.maxLatencyMillis == LlmCall.ABSENT ? null : sums.maxLatencyMillis,
                latencies.quantile(500),
                latencies.quantile(950),
                latencies.quantile(990),
                average(sums.uncachedLatencyMillis, sums.uncachedLatencies.count()),
                sums.uncachedLatencies.quantile(950),
                sums.ttfts.quantile(500),
                sums.ttfts.quantile(950),
                sums.unpricedRequests,
                latencies.toTDigest(),
                sums.uncachedLatencies.toTDigest(),
                sums.ttfts.toTDigest(),
                sums.inputRecords,
                sums.inputHash,
                revision);
    }
}
