package io.matih.streaming.options;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The value types that every job can use. */
final class StandardTypes {

    static final ValueType<String> TEXT =
            new ValueType<>("text", "a text that is not blank", StandardTypes::text, t -> t);

    static final ValueType<Boolean> FLAG =
            new ValueType<>("flag", "true or false", StandardTypes::flag, String::valueOf);

    static final ValueType<Integer> INTEGER = new ValueType<Integer>(
            "integer", "an integer", Integer::valueOf, String::valueOf, Comparator.naturalOrder());

    static final ValueType<Long> LONG =
            new ValueType<Long>("integer", "an integer", Long::valueOf, String::valueOf, Comparator.naturalOrder());

    static final ValueType<Double> DECIMAL = new ValueType<>(
            "decimal", "a decimal number", StandardTypes::decimal, String::valueOf, Comparator.naturalOrder());

    static final ValueType<Duration> DURATION = new ValueType<>(
            "duration",
            "a duration with its unit, such as 500 ms, 30 s, 5 min, 2 h or PT30S",
            DurationText::read,
            DurationText::print,
            Comparator.naturalOrder());

    static final ValueType<Long> BYTES = new ValueType<>(
            "bytes",
            "a number of bytes, such as 900000, 64 KiB or 1 MiB",
            ByteSizeText::read,
            ByteSizeText::print,
            Comparator.naturalOrder());

    static final ValueType<Set<String>> TEXTS = new ValueType<>(
            "set of texts",
            "texts separated by commas, none of them blank",
            StandardTypes::texts,
            texts -> String.join(",", texts));

    static final ValueType<SecretReference> SECRET = new ValueType<>(
            "secret",
            "a reference, file:/absolute/path or env:NAME, never the secret itself",
            SecretReference::parse,
            SecretReference::toString);

    private StandardTypes() {}

    /** An enum whose constants are written in lower case with dashes. */
    static <E extends Enum<E>> ValueType<E> choice(Class<E> type) {
        Function<E, String> printer =
                constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        String choices = Arrays.stream(type.getEnumConstants()).map(printer).collect(Collectors.joining(", "));
        Function<String, E> reader = text -> Arrays.stream(type.getEnumConstants())
                .filter(constant -> printer.apply(constant).equals(text))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
        return new ValueType<>("one of " + choices, "one of " + choices, reader, printer);
    }

    private static String text(String text) {
        require(!text.isBlank());
        return text;
    }

    private static Boolean flag(String text) {
        require(text.equals("true") || text.equals("false"));
        return Boolean.valueOf(text);
    }

    private static Double decimal(String text) {
        Double value = Double.valueOf(text);
        require(Double.isFinite(value));
        return value;
    }

    private static Set<String> texts(String text) {
        Set<String> texts = new LinkedHashSet<>();
        if (text.isBlank()) {
            return Collections.unmodifiableSet(texts);
        }
        for (String element : text.split(",", -1)) {
            require(!element.isBlank());
            texts.add(element.strip());
        }
        return Collections.unmodifiableSet(texts);
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException();
        }
    }
}
