package io.matih.streaming.options;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Brings the sources together, reads the values that count and collects every problem. Used once. */
final class SettingsParser {

    private final OptionSet options;
    private final Map<String, GivenValue> given = new HashMap<>();
    private final Map<String, Object> values = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    SettingsParser(OptionSet options) {
        this.options = options;
    }

    Settings parse(Map<String, String> environment, List<String> arguments) {
        GivenValues fromArguments = ArgumentReader.read(arguments);
        GivenValues fromEnvironment = EnvironmentReader.read(options, environment);
        GivenValues fromFile =
                file(fromArguments.remove(OptionSet.CONFIG_KEY), fromEnvironment.remove(EnvironmentReader.CONFIG_NAME));

        Stream.of(fromFile, fromEnvironment, fromArguments).forEach(source -> {
            problems.addAll(source.problems());
            given.putAll(source.byKey());
        });
        boolean everySourceWasRead = problems.isEmpty();
        options.options().forEach(option -> read(option, everySourceWasRead));
        Stream.of(fromFile, fromEnvironment, fromArguments).forEach(this::findUnknown);
        Settings settings = settings();
        options.groups().forEach(group -> group.checks().forEach(check -> ask(check, settings)));
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        return settings;
    }

    private static GivenValues file(@Nullable GivenValue fromArgument, @Nullable GivenValue fromEnvironment) {
        GivenValue file = fromArgument == null ? fromEnvironment : fromArgument;
        return file == null ? new GivenValues() : YamlReader.read(file.text());
    }

    /** A value that a broken source may hold is not reported as missing. */
    private <T> void read(Option<T> option, boolean everySourceWasRead) {
        GivenValue value = given.get(option.key());
        if (value != null) {
            readGiven(option, value);
        } else if (option.defaultValue() != null) {
            values.put(option.key(), option.defaultValue());
        } else if (option.isRequired() && everySourceWasRead) {
            problems.add("%s: required but not given; set %s in the YAML file, %s or --%s=value, to %s"
                    .formatted(option.key(), option.key(), option.environmentName(), option.key(), option.expected()));
        }
    }

    private <T> void readGiven(Option<T> option, GivenValue value) {
        T read = option.read(value.text());
        if (read != null) {
            values.put(option.key(), read);
            return;
        }
        String shown = option.isSecret() ? "a value that is not shown" : "\"" + oneLine(value.text()) + "\"";
        problems.add("%s: %s is %s; expected %s".formatted(option.key(), value.origin(), shown, option.expected()));
    }

    private void findUnknown(GivenValues source) {
        source.byKey().forEach((key, value) -> {
            if (options.withKey(key) == null && !isNamedByASecret(key)) {
                problems.add("%s: not an option of this job (%s); %s"
                        .formatted(oneLine(key), oneLine(value.origin()), Suggestion.of(key, namesLike(key))));
            }
        });
    }

    private Collection<String> namesLike(String key) {
        return key.startsWith(Option.ENVIRONMENT_PREFIX) ? options.environmentNames() : options.keys();
    }

    /** A variable may begin with our prefix because it holds a secret that a setting refers to. */
    private boolean isNamedByASecret(String key) {
        return values.values().stream()
                .anyMatch(value -> value instanceof SecretReference secret && secret.isVariable(key));
    }

    private Settings settings() {
        Map<String, String> origins = new HashMap<>();
        given.forEach((key, value) -> origins.put(key, value.origin()));
        return new Settings(options, Map.copyOf(values), Map.copyOf(origins));
    }

    private void ask(SettingsCheck check, Settings settings) {
        try {
            problems.addAll(check.problems(settings));
        } catch (RefusedValueException alreadyReported) {
            // The check is asked again when the value it needs is there.
        }
    }

    private static String oneLine(String text) {
        return text.replace("\r", "\\r").replace("\n", "\\n");
    }
}
