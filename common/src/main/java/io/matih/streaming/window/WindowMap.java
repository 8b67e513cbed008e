package io.matih.streaming.window;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Values on the heap by window and key, which are handed over a window at a time. */
final class WindowMap<K, V> {

    /** Takes the values that leave the map. */
    interface Receiver<K, V> {
        void accept(long windowStartMillis, K key, V value) throws Exception;
    }

    private final NavigableMap<Long, Map<K, V>> windows = new TreeMap<>();
    private final long sizeMillis;
    private long currentWindowStart;
    private @Nullable Map<K, V> currentWindow;
    private long entries;

    WindowMap(long sizeMillis) {
        this.sizeMillis = sizeMillis;
    }

    /** The value of a window and key, made when there is none. */
    V getOrCreate(long windowStartMillis, K key, Supplier<V> newValue) {
        Map<K, V> window = window(windowStartMillis);
        V value = window.get(key);
        if (value == null) {
            value = newValue.get();
            window.put(key, value);
            entries++;
        }
        return value;
    }

    /** Takes a value in, unless there is one of this window and key: that one is returned. */
    @Nullable V putIfAbsent(long windowStartMillis, K key, V value) {
        V held = window(windowStartMillis).putIfAbsent(key, value);
        if (held == null) {
            entries++;
        }
        return held;
    }

    /** Gives a value away; null when there is none. */
    @Nullable V remove(long windowStartMillis, K key) {
        Map<K, V> window = windows.get(windowStartMillis);
        V value = window == null ? null : window.remove(key);
        if (value != null) {
            entries--;
        }
        return value;
    }

    long entries() {
        return entries;
    }

    void forEachValue(Consumer<V> consumer) {
        windows.values().forEach(window -> window.values().forEach(consumer));
    }

    /** Hands over and forgets the windows that end at or before a watermark, the earliest first. */
    void drainEndedBy(long watermarkMillis, Receiver<K, V> receiver) throws Exception {
        while (!windows.isEmpty() && windows.firstKey() + sizeMillis <= watermarkMillis) {
            drainFirst(receiver);
        }
    }

    /** Hands over and forgets everything, the earliest window first. */
    void drain(Receiver<K, V> receiver) throws Exception {
        while (!windows.isEmpty()) {
            drainFirst(receiver);
        }
    }

    private void drainFirst(Receiver<K, V> receiver) throws Exception {
        Map.Entry<Long, Map<K, V>> window = windows.pollFirstEntry();
        currentWindow = null;
        entries -= window.getValue().size();
        for (Map.Entry<K, V> entry : window.getValue().entrySet()) {
            receiver.accept(window.getKey(), entry.getKey(), entry.getValue());
        }
    }

    private Map<K, V> window(long windowStartMillis) {
        Map<K, V> window = currentWindow;
        if (window == null || windowStartMillis != currentWindowStart) {
            window = windows.computeIfAbsent(windowStartMillis, unused -> new HashMap<>());
            currentWindow = window;
            currentWindowStart = windowStartMillis;
        }
        return window;
    }
}
