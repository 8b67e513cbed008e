package io.matih.streaming.cli.reconcile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The sums of all windows that are compared. About 100 bytes for a window of a key, however many records it has. */
final class WindowBooks {

    private final Map<Long, Map<List<String>, WindowSums>> windows = new HashMap<>();
    private long lastStart;
    private @Nullable Map<List<String>, WindowSums> last;

    /** The sums of a window of a key. */
    WindowSums of(long windowStart, List<String> key) {
        Map<List<String>, WindowSums> keys = last;
        if (keys == null || windowStart != lastStart) {
            keys = windows.computeIfAbsent(windowStart, unused -> new HashMap<>());
            last = keys;
            lastStart = windowStart;
        }
        return keys.computeIfAbsent(key, unused -> new WindowSums());
    }

    /** Every window of a key, in no order. */
    void forEach(BiConsumer<WindowKey, WindowSums> action) {
        windows.forEach((start, keys) -> keys.forEach((key, sums) -> action.accept(new WindowKey(start, key), sums)));
    }

    /** Those where table and expectation differ, the oldest first. */
    List<WindowDifference> differences() {
        List<WindowDifference> differences = new ArrayList<>();
        forEach((window, sums) -> {
            sums.settleUndecided();
            if (!sums.agrees()) {
                differences.add(new WindowDifference(window, sums));
            }
        });
        differences.sort(Comparator.comparing(WindowDifference::window));
        return differences;
    }
}
