package io.matih.streaming.options;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in bytes as people write them: a number alone or with a binary unit. Never negative. */
final class ByteSizeText {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,18})\\s*([a-z]*)");

    /** In lower case; largest first. */
    private static final Map<String, Long> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put("gib", 1L << 30);
        UNITS.put("mib", 1L << 20);
        UNITS.put("kib", 1L << 10);
        UNITS.put("b", 1L);
        UNITS.put("", 1L);
    }

    private ByteSizeText() {}

    static Long read(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a number and a unit: " + text);
        }
        Long unitBytes = UNITS.get(matcher.group(2));
        if (unitBytes == null) {
            throw new IllegalArgumentException("not a unit: " + matcher.group(2));
        }
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), unitBytes);
    }

    static String print(Long bytes) {
        if (bytes > 0 && bytes % (1L << 30) == 0) {
            return (bytes >> 30) + " GiB";
        }
        if (bytes > 0 && bytes % (1L << 20) == 0) {
            return (bytes >> 20) + " MiB";
        }
        if (bytes > 0 && bytes % (1L << 10) == 0) {
            return (bytes >> 10) + " KiB";
        }
        return String.valueOf(bytes);
    }
}
