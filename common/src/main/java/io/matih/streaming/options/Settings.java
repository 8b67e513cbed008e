package io.matih.streaming.options;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a job's options, checked and typed. Immutable; holds references to secrets, never secrets. */
public final class Settings {

    private final OptionSet options;
    private final Map<String, Object> values;
    private final Map<String, String> origins;

    Settings(OptionSet options, Map<String, Object> values, Map<String, String> origins) {
        this.options = options;
        this.values = values;
        this.origins = origins;
    }

    /**
     * Takes each value from where it is given last: default, YAML file ({@code --config FILE} or {@code MATIH_CONFIG}),
     * environment variable, argument. Only the value that counts is checked; unknown names count everywhere.
     *
     * @throws InvalidSettingsException with all problems at once
     */
    public static Settings parse(OptionSet options, Map<String, String> environment, List<String> arguments) {
        return new SettingsParser(options).parse(environment, arguments);
    }

    /** The value of an option that is required or has a default. */
    public <T> T of(Option<T> option) {
        T value = orNull(option);
        if (value == null) {
            throw new IllegalArgumentException(option.key() + ": may have no value; read it with orNull");
        }
        return value;
    }

    /** The value of an option, or null when it is optional and not given. */
    @SuppressWarnings("unchecked") // values were read by the option that has this key
    public <T> @Nullable T orNull(Option<T> option) {
        if (!options.contains(option)) {
            throw new IllegalArgumentException(option.key() + ": not an option of this job");
        }
        Object value = values.get(option.key());
        if (value == null && !option.isOptional()) {
            throw new RefusedValueException(option.key());
        }
        return (T) value;
    }

    /** All values as text by key, in the order of the reference page; secrets as their references. */
    public Map<String, String> printed() {
        Map<String, String> printed = new LinkedHashMap<>();
        for (Option<?> option : options.options()) {
            printValue(option, printed);
        }
        return printed;
    }

    private <T> void printValue(Option<T> option, Map<String, String> printed) {
        if (values.containsKey(option.key())) {
            printed.put(option.key(), option.print(of(option)));
        }
    }

    /** One line for each value: key, value and where it comes from; secrets as their references. */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        printed().forEach((key, value) -> lines.append(key)
                .append(" = ")
                .append(value)
                .append(" (")
                .append(origins.getOrDefault(key, "default"))
                .append(")\n"));
        return lines.toString();
    }
}
