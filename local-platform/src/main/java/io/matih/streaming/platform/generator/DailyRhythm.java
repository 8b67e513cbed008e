package io.matih.streaming.platform.generator;

import java.time.Duration;
import java.util.Arrays;

/** Spreads the records of a backlog over its time as people do who sleep at night: fewest at 3:00 UTC, most at 15:00. */
final class DailyRhythm {

    private static final double SWING = 0.6;
    private static final double BUSIEST_HOUR = 15;
    private static final int STEPS = 2_000;

    private final long startMillis;
    private final double stepMillis;
    /** Share of the records before the end of each step. */
    private final double[] cumulative = new double[STEPS + 1];

    DailyRhythm(long startMillis, Duration span) {
        this.startMillis = startMillis;
        this.stepMillis = (double) span.toMillis() / STEPS;
        for (int step = 0; step < STEPS; step++) {
            cumulative[step + 1] = cumulative[step] + intensity(startMillis + (step + 0.5) * stepMillis);
        }
        double sum = cumulative[STEPS];
        for (int step = 0; step <= STEPS; step++) {
            cumulative[step] /= sum;
        }
    }

    private static double intensity(double timeMillis) {
        double hour = timeMillis / Duration.ofHours(1).toMillis();
        return 1 + SWING * Math.cos(2 * Math.PI * (hour - BUSIEST_HOUR) / 24);
    }

    /** The time before which this share of the records lies, from 0 to 1. */
    long timeMillisAt(double share) {
        int found = Arrays.binarySearch(cumulative, share);
        int step = Math.min(found >= 0 ? found : -found - 2, STEPS - 1);
        double within = (share - cumulative[step]) / (cumulative[step + 1] - cumulative[step]);
        return startMillis + Math.round((step + within) * stepMillis);
    }
}
