package io.matih.streaming.cli.page;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the charts show: the calls of each model over event time.
 *
 * @param version changes with every commit
 * @param windowMillis length of a window
 * @param windows starts of all windows that have a row, ascending
 * @param models sorted by name
 * @param total over all models and windows, at the first window
 */
public record Series(String version, long windowMillis, List<Long> windows, List<Model> models, Point total) {

    /** The windows of one model that have calls, ascending. */
    public record Model(String name, List<Point> points) {}

    /**
     * The calls of one window; rate and latencies are null without data.
     *
     * @param windowStartMillis milliseconds since 1970
     */
    public record Point(
            @JsonProperty("t") long windowStartMillis,
            long requests,
            @JsonProperty("cost") BigDecimal costUsd,
            @Nullable Double errorRate,
            @JsonProperty("p50") @Nullable Double p50Millis,
            @JsonProperty("p95") @Nullable Double p95Millis,
            @JsonProperty("p99") @Nullable Double p99Millis) {}
}
