package io.matih.streaming.endtoend;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One row worked out the plain way: all calls of a key and window are kept and looked at together. */
final class ReferenceRow {

    private final List<ScriptedCall> calls = new ArrayList<>();
    private long hash;

    void add(ScriptedCall call, long recordHash) {
        calls.add(call);
        hash += recordHash;
    }

    /** The row as {@link MetricsTable} shows it. */
    Map<String, String> toRow(WindowKey key) {
        List<ScriptedCall> uncached = calls.stream()
                .filter(call -> !Boolean.TRUE.equals(call.cacheHit()))
                .toList();
        List<Long> latencies = latencies(calls);
        List<Long> uncachedLatencies = latencies(uncached);
        List<Double> ttfts =
                all(calls, call -> call.ttft() == null ? null : call.ttft().doubleValue());
        List<Long> inputs = all(calls, ScriptedCall::tokensInput);
        List<Long> outputs = all(calls, ScriptedCall::tokensOutput);
        int hits = calls.size() - uncached.size();
        long failures = calls.stream()
                .filter(call -> Boolean.FALSE.equals(call.success()))
                .count();

        Map<String, Object> row = new TreeMap<>();
        row.put("window_start", Instant.ofEpochMilli(key.startMillis()));
        row.put("window_end", Instant.ofEpochMilli(key.endMillis()));
        row.put("tenant_id", key.tenant());
        row.put("provider", key.provider());
        row.put("model", key.model());
        row.put("cache_hit_rate", quotient(hits, calls.size()));
        row.put("avg_tokens_input", quotient(sum(inputs), inputs.size()));
        row.put("avg_tokens_output", quotient(sum(outputs), outputs.size()));
        row.put("total_requests", calls.size());
        row.put("total_cost_usd", cost());
        row.put("avg_latency_ms", quotient(sum(latencies), latencies.size()));
        row.put("error_rate", quotient(failures, calls.size()));
        row.put("cache_hits", hits);
        row.put("failures", failures);
        row.put("total_tokens_input", sum(inputs));
        row.put("total_tokens_output", sum(outputs));
        row.put("total_tokens_cached", sum(all(calls, ScriptedCall::tokensCached)));
        row.put("total_tokens_reasoning", sum(all(calls, ScriptedCall::tokensReasoning)));
        row.put("tokens_input_count", inputs.size());
        row.put("tokens_output_count", outputs.size());
        row.put("latency_count", latencies.size());
        row.put("latency_sum_ms", sum(latencies));
        row.put(
                "max_latency_ms",
                latencies.stream().max(Long::compare).map(String::valueOf).orElse("null"));
        row.put("p50_latency_ms", nearestRank(latencies, 50));
        row.put("p95_latency_ms", nearestRank(latencies, 95));
        row.put("p99_latency_ms", nearestRank(latencies, 99));
        row.put("avg_uncached_latency_ms", quotient(sum(uncachedLatencies), uncachedLatencies.size()));
        row.put("p95_uncached_latency_ms", nearestRank(uncachedLatencies, 95));
        row.put("p50_ttft_ms", nearestRank(ttfts, 50));
        row.put("p95_ttft_ms", nearestRank(ttfts, 95));
        row.put(
                "unpriced_requests",
                calls.size() - all(calls, ScriptedCall::cost).size());
        row.put("latency_tdigest", digest(latencies));
        row.put("uncached_latency_tdigest", digest(uncachedLatencies));
        row.put("ttft_tdigest", digest(ttfts));
        row.put("input_records", calls.size());
        row.put("input_hash", hash);
        row.put("revision", 0);

        Map<String, String> text = new TreeMap<>();
        row.forEach((column, value) -> text.put(column, value.toString()));
        return text;
    }

    private BigDecimal cost() {
        return all(calls, ScriptedCall::cost).stream()
                .map(cost -> cost.setScale(9, RoundingMode.HALF_EVEN))
                .reduce(new BigDecimal("0.000000000"), BigDecimal::add);
    }

    private static List<Long> latencies(List<ScriptedCall> calls) {
        return all(
                calls,
                call -> call.latency() == null
                        ? null
                        : call.latency().setScale(0, RoundingMode.HALF_EVEN).longValueExact());
    }

    private static <T> List<T> all(List<ScriptedCall> calls, Function<ScriptedCall, @Nullable T> field) {
        List<T> values = new ArrayList<>();
        for (ScriptedCall call : calls) {
            T value = field.apply(call);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private static long sum(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).sum();
    }

    private static String quotient(long sum, long count) {
        return count == 0 ? "null" : Double.toString((double) sum / count);
    }

    /** The smallest value with at least so many per cent of the values at or below it. */
    private static String nearestRank(Collection<? extends Number> values, int percent) {
        List<Double> sorted = values.stream().map(Number::doubleValue).sorted().toList();
        int rank = (sorted.size() * percent + 99) / 100;
        return sorted.isEmpty() ? "null" : Objects.toString(sorted.get(rank - 1));
    }

    private static String digest(List<?> values) {
        return values.isEmpty() ? "null" : "bytes";
    }
}
