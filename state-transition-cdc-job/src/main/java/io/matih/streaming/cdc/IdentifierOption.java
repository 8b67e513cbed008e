package io.matih.streaming.cdc;

import io.matih.streaming.options.Option;
import java.util.regex.Pattern;

/** An option that names something in the database. */
final class IdentifierOption {

    private static final Pattern IDENTIFIER = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private IdentifierOption() {}

    static Option<String> of(String key, String defaultValue, String description) {
        return Option.text(key)
                .defaultValue(defaultValue)
                .satisfying(
                        "at most 63 lower-case letters, digits and underscores",
                        name -> IDENTIFIER.matcher(name).matches())
                .describedAs(description);
    }
}
