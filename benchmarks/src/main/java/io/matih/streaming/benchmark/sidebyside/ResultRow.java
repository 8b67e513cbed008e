package io.matih.streaming.benchmark.sidebyside;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.apache.iceberg.data.Record;

/** The columns that all contenders write, of one row. */
record ResultRow(
        String key,
        long totalRequests,
        double totalCostUsd,
        double cacheHitRate,
        double averageTokensInput,
        double averageTokensOutput,
        double averageLatencyMillis,
        double errorRate) {

    private static final double TOLERANCE = 1e-9;

    static ResultRow of(Record row) {
        String key = String.join(
                " ",
                window(row.getField("window_start")),
                window(row.getField("window_end")),
                row.getField("tenant_id").toString(),
                row.getField("provider").toString(),
                row.getField("model").toString());
        return new ResultRow(
                key,
                (Long) row.getField("total_requests"),
                number(row, "total_cost_usd"),
                number(row, "cache_hit_rate"),
                number(row, "avg_tokens_input"),
                number(row, "avg_tokens_output"),
                number(row, "avg_latency_ms"),
                number(row, "error_rate"));
    }

    /** Whether the other says the same, but for the last digits of its binary sums. */
    boolean isSame(ResultRow other) {
        return key.equals(other.key)
                && totalRequests == other.totalRequests
                && isNear(totalCostUsd, other.totalCostUsd)
                && isNear(cacheHitRate, other.cacheHitRate)
                && isNear(averageTokensInput, other.averageTokensInput)
                && isNear(averageTokensOutput, other.averageTokensOutput)
                && isNear(averageLatencyMillis, other.averageLatencyMillis)
                && isNear(errorRate, other.errorRate);
    }

    private static boolean isNear(double one, double other) {
        return Math.abs(one - other) <= TOLERANCE * Math.max(1, Math.abs(one));
    }

    private static double number(Record row, String column) {
        return ((Number) row.getField(column)).doubleValue();
    }

    private static String window(Object bound) {
        OffsetDateTime moment =
                bound instanceof LocalDateTime local ? local.atOffset(ZoneOffset.UTC) : (OffsetDateTime) bound;
        return moment.toInstant().toString();
    }
}
