package io.matih.streaming.decode;

import io.matih.streaming.options.Option;
import io.matih.streaming.options.OptionGroup;
import io.matih.streaming.options.Settings;

/** What can be set about reading records. */
public final class DecodeOptions {

    public static final Option<Integer> MAX_BYTES = Option.integer("decode.max-bytes")
            .defaultValue(DecodeLimits.DEFAULT.maxBytes())
            .atLeast(1)
            .unit("bytes")
            .describedAs(
                    "Longest value of a record; longer ones are dead letters. Leave room below the brokers' limit for"
                            + " the headers of a dead letter.");

    public static final Option<Integer> MAX_DEPTH = Option.integer("decode.max-depth")
            .defaultValue(DecodeLimits.DEFAULT.maxDepth())
            .atLeast(1)
            .atMost(10_000)
            .unit("levels")
            .describedAs("Deepest nesting of a record; the top object is level 1. Deeper ones are dead letters.");

    /** All of the above. */
    public static final OptionGroup ALL = OptionGroup.of("Decoding", MAX_BYTES, MAX_DEPTH);

    private DecodeOptions() {}

    /** What the settings say. */
    public static DecodeLimits limits(Settings settings) {
        return new DecodeLimits(settings.of(MAX_BYTES), settings.of(MAX_DEPTH));
    }
}
