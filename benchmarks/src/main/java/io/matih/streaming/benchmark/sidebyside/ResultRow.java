package io.matih.streaming.benchmark.sidebyside;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.iceberg.data.Record;
import org.jspecify.annotations.Nullable;

/**
 * The columns that all contenders write, of one row.
 *
 * @param key window and key columns
 * @param values the others by name; NaN where there is none
 */
record ResultRow(String key, Map<String, Double> values) {

    private static final double TOLERANCE = 1e-9;

    static ResultRow of(Record row, SqlQuery query) {
        StringJoiner key = new StringJoiner(" ");
        key.add(window(row.getField("window_start"))).add(window(row.getField("window_end")));
        query.keys().forEach(name -> key.add(row.getField(name).toString()));
        Map<String, Double> values = new LinkedHashMap<>();
        query.comparedColumns().forEach(name -> values.put(name, number(row.getField(name))));
        return new ResultRow(key.toString(), values);
    }

    /** Whether the other says the same, but for the last digits of its binary sums. */
    boolean isSame(ResultRow other) {
        return key.equals(other.key)
                && values.keySet().equals(other.values.keySet())
                && values.entrySet().stream()
                        .allMatch(value ->
                                isNear(value.getValue(), other.values.getOrDefault(value.getKey(), Double.NaN)));
    }

    private static boolean isNear(double one, double other) {
        return Double.compare(one, other) == 0 || Math.abs(one - other) <= TOLERANCE * Math.max(1, Math.abs(one));
    }

    private static double number(@Nullable Object value) {
        return value == null ? Double.NaN : ((Number) value).doubleValue();
    }

    private static String window(Object bound) {
        OffsetDateTime moment =
                bound instanceof LocalDateTime local ? local.atOffset(ZoneOffset.UTC) : (OffsetDateTime) bound;
        return moment.toInstant().toString();
    }
}
