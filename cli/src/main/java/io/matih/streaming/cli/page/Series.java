package io.matih.streaming.cli.page;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the charts show: the calls of each model over event time. Where there are many windows, neighbours share a point, whose
 * counts are means per window and whose percentiles come from the merged digests.
 *
 * @param version changes with every commit
 * @param windowMillis length of a window
 * @param windowCount how many windows have a row
 * @param stepMillis time between two points, a multiple of the window
 * @param points starts of all points, ascending
 * @param models sorted by name
 * @param total over all models and windows, as sums
 */
public record Series(
        String version,
        long windowMillis,
        int windowCount,
        long stepMillis,
        List<Long> points,
        List<Model> models,
        Point total) {

    /** The points of one model that have calls, ascending. */
    public record Model(String name, List<Point> points) {}

    /**
     * Calls from one moment on; rate and latencies are null without data.
     *
     * @param startMillis milliseconds since 1970
     */
    public record Point(
            @JsonProperty("t") long startMillis,
            double requests,
            @JsonProperty("cost") double costUsd,
            @Nullable Double errorRate,
            @JsonProperty("p50") @Nullable Double p50Millis,
            @JsonProperty("p95") @Nullable Double p95Millis,
            @JsonProperty("p99") @Nullable Double p99Millis) {}
}
