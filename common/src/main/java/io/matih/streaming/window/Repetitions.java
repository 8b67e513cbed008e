package io.matih.streaming.window;

/**
 * Whether the values that events name come again so often that it is worth looking for each. Where they do not, keeping one twice
 * costs less, because whoever counts them looks anyway.
 *
 * <p>Found out from samples: after one in which values seldom came again, many more are kept without being looked for.
 */
final class Repetitions {

    private static final int SAMPLE_VALUES = 1 << 16;
    private static final int SAMPLES_LEFT_OUT = 8;

    private long sampled;
    private long repeated;
    private long leftOut;

    /** Whether the next values need not be looked for. */
    boolean areRare() {
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

    /** Takes in how many values were not looked for. */
    void leaveOut(int values) {
        leftOut -= values;
    }
}
