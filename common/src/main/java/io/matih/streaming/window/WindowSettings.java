package io.matih.streaming.window;

import java.io.Serializable;
import java.time.Duration;

/**
 * How windows are cut and judged.
 *
 * @param size length of a window; windows are aligned to the epoch
 * @param outOfOrderness how far the watermark stays behind the largest event time of a partition
 * @param allowedLateness how long a window that has given its row still takes events, each of which gives a correction
 * @param preAggregation whether events are bundled before they are shuffled
 * @param bundleBytes about how much heap one task's bundle may take before it is sent on
 */
public record WindowSettings(
        Duration size,
        Duration outOfOrderness,
        Duration allowedLateness,
        PreAggregation preAggregation,
        long bundleBytes)
        implements Serializable {

    /** Whether events are bundled before they are shuffled. Rows and late events are the same either way. */
    public enum PreAggregation {
        ON,
        OFF
    }
}
