package io.matih.streaming.options;

import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a value of one type is read from text and printed back.
 *
 * @param name what stands in the type column of the reference, for example {@code duration}
 * @param expected completes the sentence "expected …", for example {@code a duration such as 30 s}
 * @param reader throws IllegalArgumentException, DateTimeException or ArithmeticException for a text that is no such value
 * @param printer the inverse of the reader; what users see in help, logs and the web UI
 * @param order the order that ranges are checked with; null for types that have none
 */
public record ValueType<T>(
        String name,
        String expected,
        Function<String, T> reader,
        Function<T, String> printer,
        @Nullable Comparator<T> order) {

    /** A type without an order. */
    public ValueType(String name, String expected, Function<String, T> reader, Function<T, String> printer) {
        this(name, expected, reader, printer, null);
    }
}
