package io.matih.streaming.options;

import java.util.function.Predicate;

/**
 * What one value must satisfy besides its type.
 *
 * @param expected for example {@code at least 1 s}
 */
record Constraint<T>(String expected, Predicate<T> holds) {}
