package io.matih.streaming.platform.generator;

import java.util.List;
import java.util.SplittableRandom;

/** Random choices that depend on a seed and a number only, so that any record can be made without those before it. */
public final class Chance {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private final SplittableRandom random;

    /**
     * @param purpose tells apart what is chosen for the same number
     */
    public Chance(long seed, long number, long purpose) {
        long mixed = mix(mix(mix(seed) + number * GOLDEN_GAMMA) + purpose);
        this.random = new SplittableRandom(mixed);
    }

    private static long mix(long value) {
        long z = value ^ value >>> 30;
        z *= 0xbf58476d1ce4e5b9L;
        z ^= z >>> 27;
        z *= 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /** From 0 up to, not including, 1. */
    public double share() {
        return random.nextDouble();
    }

    /** Whether something of this probability happens. */
    public boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** From 0 up to, not including, the bound. */
    public long below(long bound) {
        return random.nextLong(bound);
    }

    /** Each is as likely. */
    public <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /**
     * Log-normal.
     *
     * @param spread standard deviation of the logarithm
     */
    public double around(double median, double spread) {
        return median * Math.exp(spread * random.nextGaussian());
    }

    /** 32 hexadecimal digits. */
    public String hexadecimal() {
        return String.format("%016x%016x", random.nextLong(), random.nextLong());
    }
}
