package io.matih.streaming.window;

import io.matih.streaming.kafka.EventTimeOptions;
import io.matih.streaming.options.Option;
import io.matih.streaming.options.OptionGroup;
import io.matih.streaming.options.Settings;
import io.matih.streaming.window.WindowSettings.PreAggregation;
import java.time.Duration;

/** What can be set about windows. */
public final class WindowOptions {

    public static final Option<Duration> SIZE = Option.duration("window.size")
            .required()
            .atLeast(Duration.ofSeconds(1))
            .describedAs("Length of a window. Windows are aligned to the epoch, in UTC.");

    public static final Option<Duration> ALLOWED_LATENESS = Option.duration("window.allowed-lateness")
            .defaultValue(Duration.ZERO)
            .describedAs("How long after its end a window still takes events; each gives a row with the next revision."
                    + " What comes later goes to the late topic.");

    public static final Option<PreAggregation> PRE_AGGREGATION = Option.choice(
                    "window.pre-aggregation", PreAggregation.class)
            .defaultValue(PreAggregation.ON)
            .describedAs("Whether events are added up beside the source before they are sent to their window. Rows are"
                    + " the same either way.");

    public static final Option<Long> BUNDLE_BYTES = Option.bytes("window.bundle-bytes")
            .defaultValue(64L << 20)
            .atLeast(1L << 20)
            .describedAs("About how much heap one task may fill with sums before it sends them on.");

    /** All of the above. */
    public static final OptionGroup ALL =
            OptionGroup.of("Windows", SIZE, ALLOWED_LATENESS, PRE_AGGREGATION, BUNDLE_BYTES);

    private WindowOptions() {}

    /** What the settings say. */
    public static WindowSettings windows(Settings settings) {
        return new WindowSettings(
                settings.of(SIZE),
                settings.of(EventTimeOptions.OUT_OF_ORDERNESS),
                settings.of(ALLOWED_LATENESS),
                settings.of(PRE_AGGREGATION),
                settings.of(BUNDLE_BYTES));
    }
}
