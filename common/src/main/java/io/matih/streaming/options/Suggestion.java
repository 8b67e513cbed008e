package io.matih.streaming.options;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the name that somebody may have meant. */
final class Suggestion {

    private Suggestion() {}

    /** A remedy in words: the nearest of the names when it is near enough, else where to find them all. */
    static String of(String unknown, Collection<String> names) {
        String folded = unknown.toLowerCase(Locale.ROOT);
        int enough = Math.max(2, unknown.length() / 3);
        return names.stream()
                .filter(name -> editDistance(folded, name.toLowerCase(Locale.ROOT)) <= enough)
                .min(Comparator.comparingInt(name -> editDistance(folded, name.toLowerCase(Locale.ROOT))))
                .map(name -> "did you mean " + name + "?")
                .orElse("--help lists them all");
    }

    /** How many letters must be put in, taken out or replaced to make one text of the other (Levenshtein). */
    static int editDistance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            int[] current = new int[right.length() + 1];
            current[0] = row;
            for (int column = 1; column <= right.length(); column++) {
                int replaced = left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1;
                current[column] =
                        Math.min(previous[column - 1] + replaced, Math.min(previous[column], current[column - 1]) + 1);
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
