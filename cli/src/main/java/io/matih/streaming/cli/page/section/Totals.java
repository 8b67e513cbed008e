package io.matih.streaming.cli.page.section;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Columns summed over rows: numbers added, digests merged, counts of values added by value. */
public final class Totals {

    private final Map<String, BigDecimal> sums = new HashMap<>();
    private final Map<String, Digest> digests = new HashMap<>();
    private final Map<String, Map<String, Long>> counts = new HashMap<>();

    /**
     * Adds what a row has in a column.
     *
     * @param value an integral number or a decimal, the bytes of a digest, or a list of values and counts; null adds nothing
     */
    void add(String column, @Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            sums.merge(column, decimal, BigDecimal::add);
        } else if (value instanceof Long || value instanceof Integer) {
            sums.merge(column, BigDecimal.valueOf(((Number) value).longValue()), BigDecimal::add);
        } else if (value instanceof byte[] digest) {
            digests.computeIfAbsent(column, first -> new Digest()).add(digest);
        } else if (value instanceof List<?> list) {
            list.forEach(entry -> addCount(column, (Map<?, ?>) entry));
        } else if (value != null) {
            throw new IllegalArgumentException(column + " cannot be summed: it holds a " + value.getClass());
        }
    }

    private void addCount(String column, Map<?, ?> entry) {
        if (entry.get("count") instanceof Long count) {
            addCounts(column, Map.of(String.valueOf(entry.get("value")), count));
        }
    }

    void add(Totals other) {
        other.sums.forEach((column, sum) -> sums.merge(column, sum, BigDecimal::add));
        other.digests.forEach((column, digest) ->
                digests.computeIfAbsent(column, first -> new Digest()).add(digest));
        other.counts.forEach(this::addCounts);
    }

    private void addCounts(String column, Map<String, Long> more) {
        Map<String, Long> known = counts.computeIfAbsent(column, first -> new TreeMap<>());
        more.forEach((value, count) -> known.merge(value, count, Long::sum));
    }

    /** Zero without data. */
    BigDecimal sum(String column) {
        return sums.getOrDefault(column, BigDecimal.ZERO);
    }

    /** Null without data. */
    @Nullable Double quantile(String column, double share) {
        Digest digest = digests.get(column);
        return digest == null ? null : digest.quantile(share);
    }

    /** Counts by value; empty without data. */
    Map<String, Long> counts(String column) {
        return counts.getOrDefault(column, Map.of());
    }
}
