package io.matih.streaming.window;

import java.util.function.Supplier;

/** Accumulators beside the source by window and key, until they are sent on. Needs no state: it is empty at every barrier. */
final class Bundle<K, A extends WindowAccumulator<?, A>> {

    /** A size estimate walks over all entries, so it is taken once in so many events. */
    private static final int EVENTS_BETWEEN_ESTIMATES = 16_384;

    /** A hash map entry, its key object and the map's own slot. */
    private static final long ENTRY_BYTES = 128;

    private final WindowMap<K, A> accumulators;
    private final Supplier<A> newAccumulator;
    private final long limitBytes;
    private int eventsUntilEstimate = EVENTS_BETWEEN_ESTIMATES;

    Bundle(Supplier<A> newAccumulator, long sizeMillis, long limitBytes) {
        this.accumulators = new WindowMap<>(sizeMillis);
        this.newAccumulator = newAccumulator;
        this.limitBytes = limitBytes;
    }

    A accumulator(long windowStartMillis, K key) {
        return accumulators.getOrCreate(windowStartMillis, key, newAccumulator);
    }

    /** Whether the bundle has grown past its limit; to be asked once for each event. */
    boolean isFull() {
        if (--eventsUntilEstimate > 0) {
            return false;
        }
        eventsUntilEstimate = EVENTS_BETWEEN_ESTIMATES;
        return sizeInBytes() > limitBytes;
    }

    long entries() {
        return accumulators.entries();
    }

    /** Hands over and forgets the windows that end at or before a watermark. */
    void drainEndedBy(long watermarkMillis, WindowMap.Receiver<K, A> receiver) throws Exception {
        accumulators.drainEndedBy(watermarkMillis, receiver);
    }

    /** Hands over and forgets everything. */
    void drain(WindowMap.Receiver<K, A> receiver) throws Exception {
        accumulators.drain(receiver);
    }

    private long sizeInBytes() {
        long[] bytes = {accumulators.entries() * ENTRY_BYTES};
        accumulators.forEachValue(accumulator -> {
            DistinctValues distinct = accumulator.distinctValues();
            bytes[0] += accumulator.sizeInBytes() + (distinct == null ? 0 : distinct.sizeInBytes());
        });
        return bytes[0];
    }
}
