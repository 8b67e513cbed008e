package io.matih.streaming.window;

/** Sums amounts. */
public final class TestAccumulator extends WindowAccumulator {

    public long sum;

    @Override
    public long sizeInBytes() {
        return 40;
    }
}
