package io.matih.streaming.sketch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Picks the most frequent values: largest count first, ties by value in Unicode code point order. */
public final class TopK {

    /** The order of the result. */
    private static final Comparator<TopEntry> BEST_FIRST = Comparator.comparingLong((TopEntry entry) -> entry.count)
            .reversed()
            .thenComparing(entry -> entry.value, TopK::compareCodePoints);

    private TopK() {}

    /**
     * The {@code size} best of exact counts, which may come in any order, each value once.
     *
     * @param size how many at most, at least 1
     * @return as many as there are; empty without counts, never null
     */
    public static TopEntry[] of(Iterable<TopEntry> counts, int size) {
        if (size < 1) {
            throw new IllegalArgumentException("size: expected at least 1, got " + size);
        }
        PriorityQueue<TopEntry> worstFirst = new PriorityQueue<>(BEST_FIRST.reversed());
        for (TopEntry entry : counts) {
            worstFirst.add(entry);
            if (worstFirst.size() > size) {
                worstFirst.remove();
            }
        }
        List<TopEntry> best = new ArrayList<>(worstFirst);
        best.sort(BEST_FIRST);
        return best.toArray(TopEntry[]::new);
    }

    /**
     * Compares by code points. UTF-16 order differs: it puts the surrogates of characters beyond U+FFFF before U+E000.
     */
    static int compareCodePoints(String left, String right) {
        int shorter = Math.min(left.length(), right.length());
        for (int i = 0; i < shorter; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean sameKind = Character.isSurrogate(a) == Character.isSurrogate(b);
                return sameKind ? Character.compare(a, b) : (Character.isSurrogate(a) ? 1 : -1);
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
