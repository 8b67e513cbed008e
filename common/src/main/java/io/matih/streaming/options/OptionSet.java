package io.matih.streaming.options;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All options that one job knows, by concern. Two options never share a key or an environment name. */
public final class OptionSet {

    /** The argument that names the YAML file; no option may have this key. */
    static final String CONFIG_KEY = "config";

    private static final Set<String> RESERVED_KEYS = Set.of(CONFIG_KEY, "help");

    private final List<OptionGroup> groups;
    private final Map<String, Option<?>> byKey = new LinkedHashMap<>();
    private final Map<String, Option<?>> byEnvironmentName = new LinkedHashMap<>();

    private OptionSet(List<OptionGroup> groups) {
        this.groups = List.copyOf(groups);
        groups.forEach(group -> group.options().forEach(this::add));
    }

    /** The options of these groups, in their order. */
    public static OptionSet of(OptionGroup... groups) {
        return new OptionSet(List.of(groups));
    }

    private void add(Option<?> option) {
        if (RESERVED_KEYS.contains(option.key())
                || byKey.put(option.key(), option) != null
                || byEnvironmentName.put(option.environmentName(), option) != null) {
            throw new IllegalArgumentException("option " + option.key() + ": its key or environment name is taken");
        }
    }

    /** The same options, but this one has a default of the job's own; read it with the original constant. */
    public <T> OptionSet withDefault(Option<T> option, T value) {
        if (!contains(option)) {
            throw new IllegalArgumentException("option " + option.key() + " is not in this set");
        }
        List<OptionGroup> changed = new ArrayList<>();
        for (OptionGroup group : groups) {
            List<Option<?>> options = new ArrayList<>(group.options());
            options.replaceAll(each -> each.key().equals(option.key()) ? option.withDefault(value) : each);
            changed.add(new OptionGroup(group.title(), options, group.checks()));
        }
        return new OptionSet(changed);
    }

    /** By concern, in the order of the reference page. */
    public List<OptionGroup> groups() {
        return groups;
    }

    /** In the order of the reference page. */
    public List<Option<?>> options() {
        return List.copyOf(byKey.values());
    }

    boolean contains(Option<?> option) {
        return byKey.containsKey(option.key());
    }

    @Nullable Option<?> withKey(String key) {
        return byKey.get(key);
    }

    @Nullable Option<?> withEnvironmentName(String name) {
        return byEnvironmentName.get(name);
    }

    Set<String> keys() {
        return byKey.keySet();
    }

    Set<String> environmentNames() {
        return byEnvironmentName.keySet();
    }
}
