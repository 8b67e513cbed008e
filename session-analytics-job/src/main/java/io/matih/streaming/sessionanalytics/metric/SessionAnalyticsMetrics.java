package io.matih.streaming.sessionanalytics.metric;

import static io.matih.streaming.iceberg.Column.optionalBinary;
import static io.matih.streaming.iceberg.Column.optionalCountedValues;
import static io.matih.streaming.iceberg.Column.optionalDouble;
import static io.matih.streaming.iceberg.Column.optionalInt;
import static io.matih.streaming.iceberg.Column.optionalLong;
import static io.matih.streaming.iceberg.Column.requiredString;
import static io.matih.streaming.iceberg.Column.requiredTimestamp;
import static io.matih.streaming.sketch.Averages.average;
import static io.matih.streaming.sketch.Averages.rate;

import io.matih.streaming.iceberg.Column;
import io.matih.streaming.iceberg.ColumnAccessor;
import io.matih.streaming.iceberg.TableDefinition;
import io.matih.streaming.sketch.TopEntry;
import io.matih.streaming.window.WindowSpan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row: what the sessions of one tenant were like in one window. */
@SuppressWarnings("ArrayRecordComponent") // lists and sketches are written, never compared
public record SessionAnalyticsMetrics(
        long windowStartMillis,
        long windowEndMillis,
        String tenantId,
        long totalSessions,
        @Nullable Double averageDurationMillis,
        @Nullable Double averageTurns,
        @Nullable Double completionRate,
        long uniqueUsers,
        TopEntry[] topAgents,
        TopEntry[] topIntents,
        long totalEvents,
        long completedSessions,
        long failedSessions,
        long abandonedSessions,
        long durationCount,
        long durationSumMillis,
        long turnsCount,
        long turnsSum,
        @Nullable Double p50DurationMillis,
        @Nullable Double p95DurationMillis,
        @Nullable Double p99DurationMillis,
        byte @Nullable [] durationTDigest,
        byte @Nullable [] sessionsHyperLogLog,
        byte @Nullable [] usersHyperLogLog,
        long inputRecords,
        long inputHash,
        int revision) {

    /** The table, column by column; the only place that knows its schema. */
    public static final TableDefinition<SessionAnalyticsMetrics> TABLE = TableDefinition.of(
                    "session_analytics",
                    List.<Column<SessionAnalyticsMetrics>>of(
                            requiredTimestamp(
                                    "window_start",
                                    "First moment of the window.",
                                    SessionAnalyticsMetrics::windowStartMillis),
                            requiredTimestamp(
                                    "window_end",
                                    "First moment after the window.",
                                    SessionAnalyticsMetrics::windowEndMillis),
                            requiredString("tenant_id", "Whose sessions.", SessionAnalyticsMetrics::tenantId),
                            optionalLong("total_sessions", "Sessions.", SessionAnalyticsMetrics::totalSessions),
                            optionalDouble(
                                    "avg_duration_ms",
                                    "Average duration over the events that say one.",
                                    SessionAnalyticsMetrics::averageDurationMillis),
                            optionalDouble(
                                    "avg_turns",
                                    "Average number of turns over the events that say one.",
                                    SessionAnalyticsMetrics::averageTurns),
                            optionalDouble(
                                    "completion_rate",
                                    "Sessions completed in the window / sessions.",
                                    SessionAnalyticsMetrics::completionRate),
                            optionalLong(
                                    "unique_users",
                                    "Users that brought about a change of a session.",
                                    SessionAnalyticsMetrics::uniqueUsers),
                            top("top_agents", "Agents with the most sessions.", SessionAnalyticsMetrics::topAgents),
                            top("top_intents", "Intents with the most sessions.", SessionAnalyticsMetrics::topIntents),
                            optionalLong("total_events", "Changes of state.", SessionAnalyticsMetrics::totalEvents),
                            optionalLong(
                                    "completed_sessions",
                                    "Sessions completed in the window.",
                                    SessionAnalyticsMetrics::completedSessions),
                            optionalLong(
                                    "failed_sessions",
                                    "Sessions that failed in the window.",
                                    SessionAnalyticsMetrics::failedSessions),
                            optionalLong(
                                    "abandoned_sessions",
                                    "Sessions given up in the window.",
                                    SessionAnalyticsMetrics::abandonedSessions),
                            optionalLong(
                                    "duration_count",
                                    "Events that say a duration.",
                                    SessionAnalyticsMetrics::durationCount),
                            optionalLong(
                                    "duration_sum_ms",
                                    "Sum of the durations.",
                                    SessionAnalyticsMetrics::durationSumMillis),
                            optionalLong(
                                    "turns_count",
                                    "Events that say a number of turns.",
                                    SessionAnalyticsMetrics::turnsCount),
                            optionalLong("turns_sum", "Sum of the turns.", SessionAnalyticsMetrics::turnsSum),
                            optionalDouble(
                                    "p50_duration_ms", "Median duration.", SessionAnalyticsMetrics::p50DurationMillis),
                            optionalDouble(
                                    "p95_duration_ms",
                                    "95th percentile of duration.",
                                    SessionAnalyticsMetrics::p95DurationMillis),
                            optionalDouble(
                                    "p99_duration_ms",
                                    "99th percentile of duration.",
                                    SessionAnalyticsMetrics::p99DurationMillis),
                            optionalBinary(
                                    "duration_tdigest",
                                    "t-digest of duration.",
                                    SessionAnalyticsMetrics::durationTDigest),
                            optionalBinary(
                                    "sessions_hll",
                                    "HyperLogLog of the sessions.",
                                    SessionAnalyticsMetrics::sessionsHyperLogLog),
                            optionalBinary(
                                    "users_hll",
                                    "HyperLogLog of the users.",
                                    SessionAnalyticsMetrics::usersHyperLogLog),
                            optionalLong(
                                    "input_records",
                                    "Events aggregated into this row.",
                                    SessionAnalyticsMetrics::inputRecords),
                            optionalLong(
                                    "input_hash",
                                    "Wrapping sum of the hashes of those events.",
                                    SessionAnalyticsMetrics::inputHash),
                            optionalInt(
                                    "revision",
                                    "0 on the first result of a window, one more for each correction.",
                                    SessionAnalyticsMetrics::revision)))
            .partitionedByDay("window_start")
            .identifiedBy("window_start", "tenant_id")
            .sortedBy("tenant_id");

    private static Column<SessionAnalyticsMetrics> top(
            String name, String doc, ColumnAccessor<SessionAnalyticsMetrics, TopEntry[]> entries) {
        return optionalCountedValues(name, doc, entries, entry -> entry.value, entry -> entry.count);
    }

    /**
     * The row of a window; averages, rates, percentiles and sketches are null without data.
     *
     * @param topSize how many agents and intents to name
     */
    public static SessionAnalyticsMetrics of(
            SessionAnalyticsKey key, WindowSpan window, SessionAnalyticsAccumulator sums, int revision, int topSize) {
        long durationCount = sums.durations.count();
        return new SessionAnalyticsMetrics(
                window.startMillis(),
                window.endMillis(),
                key.tenantId(),
                sums.sessions,
                average(sums.durationMillis, durationCount),
                average(sums.turns, sums.turnsCount),
                rate(sums.completedSessions, sums.sessions),
                sums.users,
                sums.agents.top(topSize),
                sums.intents.top(topSize),
                sums.inputRecords,
                sums.completedSessions,
                sums.failedSessions,
                sums.abandonedSessions,
                durationCount,
                sums.durationMillis,
                sums.turnsCount,
                sums.turns,
                sums.durations.quantile(500),
                sums.durations.quantile(950),
                sums.durations.quantile(990),
                sums.durations.toTDigest(),
                sums.sessionSketch.toHyperLogLog(),
                sums.userSketch.toHyperLogLog(),
                sums.inputRecords,
                sums.inputHash,
                revision);
    }
}
