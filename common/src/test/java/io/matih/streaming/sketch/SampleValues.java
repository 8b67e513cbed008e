package io.matih.streaming.sketch;

import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Shapes of data that percentiles are hard on. */
@SuppressWarnings("ImmutableEnumChecker")
enum SampleValues {
    UNIFORM(random -> random.nextDouble() * 1000),
    LOG_NORMAL(random -> Math.exp(6 + random.nextGaussian())),
    BIMODAL(random ->
            Math.exp(random.nextInt(10) < 9 ? 4 + 0.2 * random.nextGaussian() : 9 + 0.2 * random.nextGaussian())),
    EVEN_BIMODAL(random ->
            Math.exp(random.nextBoolean() ? 4 + 0.1 * random.nextGaussian() : 9 + 0.1 * random.nextGaussian())),
    PARETO(random -> Math.min(1e15, 10 * Math.pow(1 - random.nextDouble(), -1 / 1.1))),
    CONSTANT(random -> 42),
    TWO_VALUED(random -> random.nextBoolean() ? 7 : 30_000),
    RARELY_SLOW(random -> random.nextInt(100) < 95 ? 7 : 30_000),
    MILLISECONDS(random -> Math.rint(Math.exp(7 + 1.2 * random.nextGaussian()))),
    MILLISECONDS_WITH_TIMEOUT(random ->
            random.nextInt(100) < 5 ? 30_000 : Math.min(30_000, Math.rint(Math.exp(6.7 + random.nextGaussian())))),
    SPREAD_WITH_ATOM(random -> random.nextInt(100) < 5 ? 30_000 : random.nextInt(60_000)),
    FEW(random -> random.nextInt(7) * 100);

    private final ToDoubleFunction<Random> shape;

    SampleValues(ToDoubleFunction<Random> shape) {
        this.shape = shape;
    }

    double[] generate(int count, long seed) {
        Random random = new Random(seed);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = shape.applyAsDouble(random);
        }
        return values;
    }

    /**
     * How many ranks a value is away from a quantile of sorted data, in values; nearest rank counts as any rank of
     * equal values.
     */
    static double rankError(double[] sorted, double quantile, double value) {
        double rank = quantile * sorted.length;
        int below = countBelow(sorted, value);
        int atMost = countBelow(sorted, Math.nextUp(value));
        return Math.max(0, Math.max(below - rank, rank - atMost));
    }

    private static int countBelow(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
