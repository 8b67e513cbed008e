package io.matih.streaming.cli.page.section;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A number that is computed from columns of a table, over any set of its rows. */
public interface Measure {

    /** The columns that must be summed for it. */
    Set<String> columns();

    /**
     * The number; null without data.
     *
     * @param windows over how many windows the totals go
     */
    @Nullable Double of(Totals totals, int windows);

    /** This measure, written in this way. */
    default Figure as(Format format) {
        return new Figure(this, format);
    }

    /** The sum of a column. */
    static Measure sum(String column) {
        return new Sum(column);
    }

    /** The mean over windows of a column's sum. */
    static Measure perWindow(String column) {
        return new PerWindow(column);
    }

    /** The sum of one column over that of another; null where the other is 0. */
    static Measure ratio(String part, String whole) {
        return new Ratio(part, whole);
    }

    /** A quantile of merged digests, never an average of percentiles. */
    static Measure quantile(String digest, double share) {
        return new Quantile(digest, share);
    }

    /** A quantile, by nearest rank, of numbers that a column holds as a list of values and counts. */
    static Measure countedQuantile(String counts, double share) {
        return new CountedQuantile(counts, share);
    }

    /** See {@link #sum}. */
    record Sum(String column) implements Measure {

        @Override
        public Set<String> columns() {
            return Set.of(column);
        }

        @Override
        public Double of(Totals totals, int windows) {
            return totals.sum(column).doubleValue();
        }
    }

    /** See {@link #perWindow}. */
    record PerWindow(String column) implements Measure {

        @Override
        public Set<String> columns() {
            return Set.of(column);
        }

        @Override
        public @Nullable Double of(Totals totals, int windows) {
            return windows == 0 ? null : totals.sum(column).doubleValue() / windows;
        }
    }

    /** See {@link #ratio}. */
    record Ratio(String part, String whole) implements Measure {

        @Override
        public Set<String> columns() {
            return Set.of(part, whole);
        }

        @Override
        public @Nullable Double of(Totals totals, int windows) {
            double all = totals.sum(whole).doubleValue();
            return all == 0 ? null : totals.sum(part).doubleValue() / all;
        }
    }

    /** See {@link #quantile}. */
    record Quantile(String digest, double share) implements Measure {

        @Override
        public Set<String> columns() {
            return Set.of(digest);
        }

        @Override
        public @Nullable Double of(Totals totals, int windows) {
            return totals.quantile(digest, share);
        }
    }

    /** See {@link #countedQuantile}. */
    record CountedQuantile(String counts, double share) implements Measure {

        @Override
        public Set<String> columns() {
            return Set.of(counts);
        }

        @Override
        public @Nullable Double of(Totals totals, int windows) {
            NavigableMap<Long, Long> byValue = new TreeMap<>();
            totals.counts(counts).forEach((value, count) -> byValue.put(Long.valueOf(value), count));
            double all = byValue.values().stream().mapToLong(Long::longValue).sum();
            double seen = 0;
            for (Map.Entry<Long, Long> each : byValue.entrySet()) {
                seen += each.getValue();
                if (seen >= share * all) {
                    return each.getKey().doubleValue();
                }
            }
            return null;
        }
    }
}
