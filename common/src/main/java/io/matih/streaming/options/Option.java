package io.matih.streaming.options;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be set on a job: key, type, default, range and meaning. An immutable constant of an options class:
 *
 * <pre>{@code
 * static final Option<Duration> IDLE_TIMEOUT = Option.duration("event-time.idle-timeout")
 *         .defaultValue(Duration.ofSeconds(60))
 *         .atLeast(Duration.ofSeconds(1))
 *         .describedAs("A partition without a record for this long holds no window back.");
 * }</pre>
 *
 * <p>The key stands in YAML files and arguments; the {@linkplain #environmentName() environment name} derives from it.
 */
public final class Option<T> {

    /** What the names of all environment variables begin with. */
    public static final String ENVIRONMENT_PREFIX = "MATIH_";

    private final String key;
    private final ValueType<T> type;
    private final Presence presence;
    private final @Nullable T defaultValue;
    private final List<Constraint<T>> constraints;
    private final @Nullable String unit;
    private final String description;

    Option(OptionBuilder<T> builder, String description) {
        this(
                builder.key,
                builder.type,
                builder.presence(),
                builder.defaultValue,
                builder.constraints,
                builder.unit,
                description);
    }

    private Option(
            String key,
            ValueType<T> type,
            Presence presence,
            @Nullable T defaultValue,
            List<Constraint<T>> constraints,
            @Nullable String unit,
            String description) {
        this.key = key;
        this.type = type;
        this.presence = presence;
        this.defaultValue = defaultValue;
        this.constraints = List.copyOf(constraints);
        this.unit = unit;
        this.description = description;
        if (defaultValue != null && !accepts(defaultValue)) {
            throw new IllegalArgumentException(key + ": the default " + print(defaultValue) + " is not " + expected());
        }
    }

    /** A text that is not blank. */
    public static OptionBuilder<String> text(String key) {
        return new OptionBuilder<>(key, StandardTypes.TEXT);
    }

    /** {@code true} or {@code false}. */
    public static OptionBuilder<Boolean> flag(String key) {
        return new OptionBuilder<>(key, StandardTypes.FLAG);
    }

    public static OptionBuilder<Integer> integer(String key) {
        return new OptionBuilder<>(key, StandardTypes.INTEGER);
    }

    public static OptionBuilder<Long> longInteger(String key) {
        return new OptionBuilder<>(key, StandardTypes.LONG);
    }

    /** A finite decimal number. */
    public static OptionBuilder<Double> decimal(String key) {
        return new OptionBuilder<>(key, StandardTypes.DECIMAL);
    }

    /** Whole milliseconds, 0 or more, with a unit: {@code 500 ms}, {@code 30s}, {@code 5 min}, {@code 2 h}, {@code PT30S}. */
    public static OptionBuilder<Duration> duration(String key) {
        return new OptionBuilder<>(key, StandardTypes.DURATION);
    }

    /** A number of bytes, 0 or more: {@code 900000}, {@code 64 KiB}, {@code 1 MiB}. */
    public static OptionBuilder<Long> bytes(String key) {
        return new OptionBuilder<>(key, StandardTypes.BYTES);
    }

    /** One of an enum's constants, written in lower case with dashes. */
    public static <E extends Enum<E>> OptionBuilder<E> choice(String key, Class<E> choices) {
        return new OptionBuilder<>(key, StandardTypes.choice(choices));
    }

    /** Texts separated by commas, or a YAML list; an empty text is the empty set. Keeps the order. */
    public static OptionBuilder<Set<String>> texts(String key) {
        return new OptionBuilder<>(key, StandardTypes.TEXTS);
    }

    /** A reference to a secret, {@code file:/path} or {@code env:NAME}; the secret itself is refused. */
    public static OptionBuilder<SecretReference> secret(String key) {
        return new OptionBuilder<>(key, StandardTypes.SECRET);
    }

    /** A value of a type of one's own. */
    public static <T> OptionBuilder<T> of(String key, ValueType<T> type) {
        return new OptionBuilder<>(key, type);
    }

    /** The same option with another default, which makes a required or optional one defaulted. */
    Option<T> withDefault(T value) {
        return new Option<>(key, type, Presence.DEFAULTED, value, constraints, unit, description);
    }

    /** For example {@code kafka.bootstrap-servers}. */
    public String key() {
        return key;
    }

    /** The environment variable that sets it, for example {@code MATIH_KAFKA_BOOTSTRAP_SERVERS}. */
    public String environmentName() {
        return ENVIRONMENT_PREFIX + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** What the option is for, in a sentence or two. */
    public String description() {
        return description;
    }

    /** For example {@code duration}. */
    public String typeName() {
        return type.name();
    }

    /** Unit and range, for example {@code records, at least 1}; empty when there are none. */
    public String range() {
        String range = constraints.stream().map(Constraint::expected).collect(Collectors.joining(", "));
        if (unit == null) {
            return range;
        }
        return range.isEmpty() ? unit : unit + ", " + range;
    }

    /** The default as text; null when the option is required or optional. */
    public @Nullable String printedDefault() {
        return defaultValue == null ? null : print(defaultValue);
    }

    /** Whether the job refuses to start without a value. */
    public boolean isRequired() {
        return presence == Presence.REQUIRED;
    }

    boolean isOptional() {
        return presence == Presence.OPTIONAL;
    }

    boolean isSecret() {
        return type.equals(StandardTypes.SECRET);
    }

    @Nullable T defaultValue() {
        return defaultValue;
    }

    /** What a value must be, in words that complete "expected …". */
    String expected() {
        String range = range();
        return range.isEmpty() ? type.expected() : type.expected() + "; " + range;
    }

    /** The value of a text, or null when the text is not what is expected. */
    @Nullable T read(String text) {
        try {
            T value = type.reader().apply(text);
            return accepts(value) ? value : null;
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException refused) {
            return null;
        }
    }

    String print(T value) {
        return type.printer().apply(value);
    }

    private boolean accepts(T value) {
        return constraints.stream().allMatch(constraint -> constraint.holds().test(value));
    }

    @Override
    public String toString() {
        return key;
    }
}
