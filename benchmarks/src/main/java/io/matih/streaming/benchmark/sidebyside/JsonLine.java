package io.matih.streaming.benchmark.sidebyside;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Writes JSON objects of plain ASCII, one after the other, member by member; fast, because topics hold millions. */
final class JsonLine {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final long THOUSAND = 1_000;

    private final StringBuilder json = new StringBuilder(512).append('{');
    private long formattedSecond = Long.MIN_VALUE;
    private String formatted = "";

    JsonLine text(String name, @Nullable String text) {
        if (text == null) {
            return literal(name, "null");
        }
        member(name).append('"').append(text).append('"');
        return this;
    }

    /** A text that ends in a number, as names of things do here. */
    JsonLine text(String name, String prefix, long number) {
        member(name).append('"').append(prefix).append(number).append('"');
        return this;
    }

    JsonLine number(String name, long number) {
        member(name).append(number);
        return this;
    }

    /** A fraction with six digits, from its millionths. */
    JsonLine millionths(String name, long millionths) {
        long million = THOUSAND * THOUSAND;
        member(name)
                .append(millionths / million)
                .append('.')
                .append(Long.toString(million + millionths % million), 1, 7);
        return this;
    }

    /** A boolean, an array, an object, or whatever else. */
    JsonLine literal(String name, CharSequence literal) {
        member(name).append(literal);
        return this;
    }

    JsonLine timestamp(String name, long millis) {
        long second = Math.floorDiv(millis, THOUSAND);
        if (second != formattedSecond) {
            formattedSecond = second;
            formatted = SECONDS.format(Instant.ofEpochSecond(second));
        }
        member(name).append('"').append(formatted).append('.');
        json.append(Long.toString(THOUSAND + Math.floorMod(millis, THOUSAND)), 1, 4)
                .append("Z\"");
        return this;
    }

    /** The object; the next member begins a new one. */
    byte[] toBytes() {
        byte[] bytes = json.append('}').toString().getBytes(ISO_8859_1);
        json.setLength(1);
        return bytes;
    }

    private StringBuilder member(String name) {
        if (json.length() > 1) {
            json.append(',');
        }
        return json.append('"').append(name).append("\":");
    }
}
