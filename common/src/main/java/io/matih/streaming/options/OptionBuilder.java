package io.matih.streaming.options;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts an {@link Option} together. Exactly one of {@link #defaultValue}, {@link #required} and {@link #optional} must be
 * said; {@link #describedAs} comes last and makes the option. Mistakes are programming errors and throw.
 */
public final class OptionBuilder<T> {

    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9]*([.-][a-z0-9]+)*");

    final String key;
    final ValueType<T> type;
    final List<Constraint<T>> constraints = new ArrayList<>();

    @Nullable T defaultValue;

    @Nullable String unit;

    private @Nullable Presence presence;

    OptionBuilder(String key, ValueType<T> type) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "option key \"" + key + "\": expected lower-case words joined by dots and dashes");
        }
        this.key = key;
        this.type = type;
    }

    /** The value that counts when none is given. */
    public OptionBuilder<T> defaultValue(T value) {
        defaultValue = value;
        return present(Presence.DEFAULTED);
    }

    /** The job does not start without a value. */
    public OptionBuilder<T> required() {
        return present(Presence.REQUIRED);
    }

    /** There may be no value; read it with {@link Settings#orNull}. */
    public OptionBuilder<T> optional() {
        return present(Presence.OPTIONAL);
    }

    /** The unit of a plain number, for example {@code records}. */
    public OptionBuilder<T> unit(String name) {
        unit = name;
        return this;
    }

    /** The smallest value allowed. */
    public OptionBuilder<T> atLeast(T minimum) {
        Comparator<T> order = order();
        return satisfying("at least " + type.printer().apply(minimum), value -> order.compare(value, minimum) >= 0);
    }

    /** The largest value allowed. */
    public OptionBuilder<T> atMost(T maximum) {
        Comparator<T> order = order();
        return satisfying("at most " + type.printer().apply(maximum), value -> order.compare(value, maximum) <= 0);
    }

    /**
     * A condition that every value must satisfy.
     *
     * @param expected the condition in words, for example {@code a divisor of one day}
     */
    public OptionBuilder<T> satisfying(String expected, Predicate<T> condition) {
        constraints.add(new Constraint<>(expected, condition));
        return this;
    }

    /** Makes the option; the description says what it is for, in a sentence or two without line breaks. */
    public Option<T> describedAs(String description) {
        return new Option<>(this, description);
    }

    Presence presence() {
        if (presence == null) {
            throw new IllegalStateException(key + ": say defaultValue, required or optional");
        }
        return presence;
    }

    private OptionBuilder<T> present(Presence said) {
        if (presence != null) {
            throw new IllegalStateException(key + ": say only one of defaultValue, required and optional");
        }
        presence = said;
        return this;
    }

    private Comparator<T> order() {
        if (type.order() == null) {
            throw new IllegalStateException(key + ": a value of type " + type.name() + " has no range");
        }
        return type.order();
    }
}
