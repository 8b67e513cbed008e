package io.matih.streaming.kafka;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.jspecify.annotations.Nullable;

/**
 * How far a partition may be read ahead of the slowest one that is not idle. Without a limit, a backlog keeps the windows of
 * all the fast partitions open until the slow ones have caught up.
 */
public final class Alignment {

    /** Partitions are read as fast as they come. */
    public static final Alignment NONE = new Alignment(null);

    private static final String GROUP = "source";
    private static final Duration UPDATE_INTERVAL = Duration.ofMillis(500);

    private final @Nullable Duration maxDrift;

    private Alignment(@Nullable Duration maxDrift) {
        this.maxDrift = maxDrift;
    }

    /** Partitions whose watermark is further ahead than this are paused. */
    public static Alignment within(Duration maxDrift) {
        return new Alignment(maxDrift);
    }

    <E> WatermarkStrategy<E> applyTo(WatermarkStrategy<E> strategy) {
        return maxDrift == null ? strategy : strategy.withWatermarkAlignment(GROUP, maxDrift, UPDATE_INTERVAL);
    }
}
