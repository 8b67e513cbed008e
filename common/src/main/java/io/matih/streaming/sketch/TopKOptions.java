package io.matih.streaming.sketch;

import io.matih.streaming.options.Option;
import io.matih.streaming.options.OptionGroup;

/** What can be set about lists of the most frequent values. */
public final class TopKOptions {

    public static final Option<Integer> SIZE = Option.integer("top-k.size")
            .defaultValue(10)
            .atLeast(1)
            .atMost(1_000)
            .unit("values")
            .describedAs("How many values a list of the most frequent ones has at most.");

    /** All of the above. */
    public static final OptionGroup ALL = OptionGroup.of("Most frequent values", SIZE);

    private TopKOptions() {}
}
