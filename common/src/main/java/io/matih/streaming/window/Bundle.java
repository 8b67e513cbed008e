package io.matih.streaming.window;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Accumulators on the heap by window and key, until they are sent on. Needs no state: it is empty at every barrier. */
final class Bundle<K, A extends WindowAccumulator<?, A>> {

    /** Takes the parts of a bundle as it is emptied. */
    interface Receiver<K, A> {
        void accept(long windowStartMillis, K key, A accumulator);
    }

    /** A size estimate walks over all entries, so it is taken once in so many events. */
    private static final int EVENTS_BETWEEN_ESTIMATES = 4096;

    /** A hash map entry, its key object and the map's own slot. */
    private static final long ENTRY_BYTES = 128;

    private final NavigableMap<Long, Map<K, A>> windows = new TreeMap<>();
    private final Supplier<A> newAccumulator;
    private final long sizeMillis;
    private final long limitBytes;
    private long currentWindowStart;
    private @Nullable Map<K, A> currentWindow;
    private int eventsUntilEstimate = EVENTS_BETWEEN_ESTIMATES;
    private long entries;

    Bundle(Supplier<A> newAccumulator, long sizeMillis, long limitBytes) {
        this.newAccumulator = newAccumulator;
        this.sizeMillis = sizeMillis;
        this.limitBytes = limitBytes;
    }

    A accumulator(long windowStartMillis, K key) {
        Map<K, A> window = currentWindow;
        if (window == null || windowStartMillis != currentWindowStart) {
            window = windows.computeIfAbsent(windowStartMillis, unused -> new HashMap<>());
            currentWindow = window;
            currentWindowStart = windowStartMillis;
        }
        A accumulator = window.get(key);
        if (accumulator == null) {
            accumulator = newAccumulator.get();
            window.put(key, accumulator);
            entries++;
        }
        return accumulator;
    }

    /** Takes an accumulator in, unless there is one of this key and window: that one is returned. */
    @Nullable A putIfAbsent(long windowStartMillis, K key, A accumulator) {
        A held = windows.computeIfAbsent(windowStartMillis, unused -> new HashMap<>())
                .putIfAbsent(key, accumulator);
        if (held == null) {
            entries++;
        }
        return held;
    }

    /** Gives an accumulator away; null when there is none. */
    @Nullable A remove(long windowStartMillis, K key) {
        Map<K, A> window = windows.get(windowStartMillis);
        if (window == null) {
            return null;
        }
        A accumulator = window.remove(key);
        if (accumulator != null) {
            entries--;
        }
        if (window.isEmpty()) {
            windows.remove(windowStartMillis);
            currentWindow = null;
        }
        return accumulator;
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
        return entries;
    }

    long sizeInBytes() {
        long bytes = entries * ENTRY_BYTES;
        for (Map<K, A> window : windows.values()) {
            for (A accumulator : window.values()) {
                DistinctValues distinct = accumulator.distinctValues();
                bytes += accumulator.sizeInBytes() + (distinct == null ? 0 : distinct.sizeInBytes());
            }
        }
        return bytes;
    }

    /** Hands over and forgets the windows that end at or before a watermark. */
    void drainEndedBy(long watermarkMillis, Receiver<K, A> receiver) {
        while (!windows.isEmpty() && windows.firstKey() + sizeMillis <= watermarkMillis) {
            drainFirst(receiver);
        }
    }

    /** Hands over and forgets everything. */
    void drain(Receiver<K, A> receiver) {
        while (!windows.isEmpty()) {
            drainFirst(receiver);
        }
    }

    private void drainFirst(Receiver<K, A> receiver) {
        Map.Entry<Long, Map<K, A>> window = windows.pollFirstEntry();
        currentWindow = null;
        entries -= window.getValue().size();
        window.getValue().forEach((key, accumulator) -> receiver.accept(window.getKey(), key, accumulator));
    }
}
