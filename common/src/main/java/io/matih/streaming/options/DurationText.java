package io.matih.streaming.options;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: a number and its unit, or ISO-8601. Never negative, whole milliseconds. */
final class DurationText {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,18})\\s*([a-z]+)");

    /** Largest first, the form that is printed first among equals. */
    private static final Map<String, ChronoUnit> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put("d", ChronoUnit.DAYS);
        UNITS.put("h", ChronoUnit.HOURS);
        UNITS.put("min", ChronoUnit.MINUTES);
        UNITS.put("m", ChronoUnit.MINUTES);
        UNITS.put("s", ChronoUnit.SECONDS);
        UNITS.put("ms", ChronoUnit.MILLIS);
    }

    private DurationText() {}

    static Duration read(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip().toLowerCase(Locale.ROOT));
        Duration duration = matcher.matches()
                ? numberAndUnit(Long.parseLong(matcher.group(1)), matcher.group(2))
                : Duration.parse(text.strip());
        boolean wholeMillis = Duration.ofMillis(duration.toMillis()).equals(duration);
        if (duration.isNegative() || !wholeMillis) {
            throw new IllegalArgumentException("not a whole number of milliseconds, 0 or more: " + duration);
        }
        return duration;
    }

    private static Duration numberAndUnit(long number, String name) {
        ChronoUnit unit = UNITS.get(name);
        if (unit == null) {
            throw new IllegalArgumentException("not a unit: " + name);
        }
        return Duration.of(number, unit);
    }

    static String print(Duration duration) {
        for (Map.Entry<String, ChronoUnit> unit : UNITS.entrySet()) {
            long unitMillis = unit.getValue().getDuration().toMillis();
            if (!duration.isZero() && duration.toMillis() % unitMillis == 0) {
                return duration.toMillis() / unitMillis + " " + unit.getKey();
            }
        }
        return duration.toMillis() + " ms";
    }
}
