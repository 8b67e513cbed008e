package io.matih.streaming.window;

/**
 * What the values that events name were like lately, to know what to do with the next.
 *
 * <p>Whether they come again so often that it is worth looking for each: where they do not, keeping one twice costs less, because
 * whoever counts them looks anyway. Found out from samples: after one in which values seldom came again, many more are kept without
 * being looked for.
 *
 * <p>And how many there are of a key until they are sent: whoever makes room for as many at once need not move them when there are
 * more.
 */
final class DistinctStatistics {

    private static final int SAMPLE_VALUES = 1 << 16;
    private static final int SAMPLES_LEFT_OUT = 8;

    /** The weight of what was sent last in what is usual. */
    private static final double NEWEST = 1.0 / 64;

    /** Most keys differ less than this from what is usual. */
    private static final double SPARE = 1.25;

    /** One key of very many values must not bring each of a thousand small ones room for as many. */
    private static final int MOST_USUAL = 1 << 11;

    private static final int MOST_USUAL_BYTES = 1 << 15;

    private long sampled;
    private long repeated;
    private long leftOut;
    private double meanSize;
    private double meanTexts;
    private double meanBytes;

    /** Whether the next values need not be looked for. */
    boolean repeatSeldom() {
        return leftOut > 0;
    }

    /**
     * Takes in values that were looked for.
     *
     * @param distinct how many were found to be new
     * @param repeats how many were not
     */
    void sample(int distinct, int repeats) {
        sampled += distinct;
        repeated += repeats;
        if (sampled >= SAMPLE_VALUES) {
            leftOut = repeated < sampled ? (long) SAMPLES_LEFT_OUT * sampled : 0;
            sampled = 0;
            repeated = 0;
        }
    }

    /**
     * Takes in what is sent of a key.
     *
     * @param size how many values
     * @param texts how many are different, whatever their sets and groups
     * @param bytes how long these are
     */
    void sent(int size, int texts, int bytes) {
        meanSize += (size - meanSize) * NEWEST;
        meanTexts += (texts - meanTexts) * NEWEST;
        meanBytes += (bytes - meanBytes) * NEWEST;
    }

    /** Room for so many values is enough for most keys. */
    int usualSize() {
        return (int) Math.min(MOST_USUAL, meanSize * SPARE);
    }

    /** Room for so many different values is enough for most keys. */
    int usualTexts() {
        return (int) Math.min(MOST_USUAL, meanTexts * SPARE);
    }

    /** Room for so many bytes of values is enough for most keys. */
    int usualBytes() {
        return (int) Math.min(MOST_USUAL_BYTES, meanBytes * SPARE);
    }

    /** Takes in how many values were not looked for. */
    void leaveOut(int values) {
        leftOut -= values;
    }
}
