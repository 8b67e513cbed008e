package io.matih.streaming.iceberg;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row with a column of every type. */
public final class Reading {

    public long windowStartMillis;
    public String tenantId = "";
    public @Nullable String note;
    public @Nullable Long seenAtMillis;
    public @Nullable Long count;
    public @Nullable Integer revision;
    public @Nullable Double rate;
    public @Nullable Long costNanos;
    public byte @Nullable [] sketch;
    public Entry @Nullable [] top;

    public Reading() {}

    public Reading(long windowStartMillis, String tenantId) {
        this.windowStartMillis = windowStartMillis;
        this.tenantId = tenantId;
    }

    /** A value and its count. */
    public static final class Entry {

        public String value = "";
        public long count;

        public Entry() {}

        public Entry(String value, long count) {
            this.value = value;
            this.count = count;
        }
    }

    static final TableDefinition<Reading> TABLE = TableDefinition.of(
                    "readings",
                    List.<Column<Reading>>of(
                            Column.requiredTimestamp("window_start", "start", row -> row.windowStartMillis),
                            Column.requiredString("tenant_id", "tenant", row -> row.tenantId),
                            Column.optionalString("note", "a | b", row -> row.note),
                            Column.optionalTimestamp("seen_at", "when", row -> row.seenAtMillis),
                            Column.optionalLong("total", "how many", row -> row.count),
                            Column.optionalInt("revision", "which", row -> row.revision),
                            Column.optionalDouble("rate", "how often", row -> row.rate),
                            Column.optionalNanoDecimal("cost_usd", "how much", row -> row.costNanos),
                            Column.optionalBinary("sketch", "digest", row -> row.sketch),
                            Column.optionalCountedValues(
                                    "top",
                                    "largest first",
                                    row -> row.top,
                                    entry -> entry.value,
                                    entry -> entry.count)))
            .partitionedByDay("window_start")
            .identifiedBy("window_start", "tenant_id")
            .sortedBy("tenant_id");
}
