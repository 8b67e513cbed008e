package io.matih.streaming.options;

import java.util.ArrayList;
import java.util.List;

/**
 * The options of one concern, in the order of the reference page, and the checks of values that depend on each other.
 *
 * @param title the concern, for example {@code Event time}
 */
public record OptionGroup(String title, List<Option<?>> options, List<SettingsCheck> checks) {

    public OptionGroup {
        options = List.copyOf(options);
        checks = List.copyOf(checks);
    }

    /** A group without checks. */
    public static OptionGroup of(String title, Option<?>... options) {
        return new OptionGroup(title, List.of(options), List.of());
    }

    /** The same group with one more check. */
    public OptionGroup checkedBy(SettingsCheck check) {
        List<SettingsCheck> more = new ArrayList<>(checks);
        more.add(check);
        return new OptionGroup(title, options, more);
    }
}
