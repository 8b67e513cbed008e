package io.matih.streaming.kafka;

import io.matih.streaming.options.Option;
import io.matih.streaming.options.OptionGroup;
import io.matih.streaming.options.Settings;
import java.time.Duration;

/** What can be set about event time. */
public final class EventTimeOptions {

    public static final Option<Duration> OUT_OF_ORDERNESS = Option.duration("event-time.out-of-orderness")
            .defaultValue(Duration.ofSeconds(30))
            .describedAs("How far a partition's watermark stays behind its largest event time.");

    public static final Option<Duration> IDLE_TIMEOUT = Option.duration("event-time.idle-timeout")
            .defaultValue(Duration.ofSeconds(60))
            .atLeast(Duration.ofSeconds(5))
            .describedAs(
                    "How long a partition may go without an event of this job before it stops holding windows open.");

    public static final Option<Duration> FUTURE_SKEW = Option.duration("event-time.future-skew")
            .defaultValue(Duration.ofMinutes(5))
            .describedAs(
                    "How far an event may be ahead of its Kafka record timestamp before it becomes a dead letter.");

    public static final Option<AlignmentChoice> ALIGNMENT = Option.choice("event-time.alignment", AlignmentChoice.class)
            .defaultValue(AlignmentChoice.LIMITED)
            .describedAs("Whether partitions that are ahead in a backlog wait for the slowest one.");

    public static final Option<Duration> MAX_DRIFT = Option.duration("event-time.max-drift")
            .defaultValue(Duration.ofHours(1))
            .atLeast(Duration.ofSeconds(1))
            .describedAs(
                    "How far a partition may be ahead of the slowest one, with limited alignment. Every half second"
                            + " at most this much event time is read.");

    /** All of the above. */
    public static final OptionGroup ALL =
            OptionGroup.of("Event time", OUT_OF_ORDERNESS, IDLE_TIMEOUT, FUTURE_SKEW, ALIGNMENT, MAX_DRIFT);

    private EventTimeOptions() {}

    /** The choices for {@link #ALIGNMENT}. */
    public enum AlignmentChoice {
        /** Partitions are read as fast as they come. */
        OFF,
        /** None is read further ahead than {@link #MAX_DRIFT}. */
        LIMITED
    }

    /** What the settings say. */
    public static EventTime eventTime(Settings settings) {
        Alignment alignment =
                switch (settings.of(ALIGNMENT)) {
                    case OFF -> Alignment.NONE;
                    case LIMITED -> Alignment.within(settings.of(MAX_DRIFT));
                };
        return new EventTime(
                settings.of(OUT_OF_ORDERNESS), settings.of(IDLE_TIMEOUT), settings.of(FUTURE_SKEW), alignment);
    }
}
