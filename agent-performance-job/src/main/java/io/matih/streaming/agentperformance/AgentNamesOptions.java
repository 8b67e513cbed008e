package io.matih.streaming.agentperformance;

import io.matih.streaming.agentperformance.event.AgentDefinition;
import io.matih.streaming.decode.DecodeLimits;
import io.matih.streaming.decode.DecodeOptions;
import io.matih.streaming.kafka.EventFormat;
import io.matih.streaming.kafka.KafkaOptions;
import io.matih.streaming.kafka.VersionSource;
import io.matih.streaming.options.Option;
import io.matih.streaming.options.OptionGroup;
import io.matih.streaming.options.Settings;
import java.time.Clock;
import java.time.Duration;

/** What can be set about agents' names. */
public final class AgentNamesOptions {

    public static final Option<String> TOPIC = Option.text("agent-names.topic")
            .defaultValue("matih.ai.agent-definitions")
            .describedAs("The topic of agents' names. Without it rows have no names until it appears.");

    public static final Option<Duration> IDLE_TIMEOUT = Option.duration("agent-names.idle-timeout")
            .defaultValue(Duration.ofSeconds(60))
            .atLeast(Duration.ofSeconds(1))
            .describedAs(
                    "How long the topic may say nothing new before rows no longer wait for it and have the names that are"
                            + " known; 10 s at least while it has said nothing at all.");

    /** All of the above. */
    public static final OptionGroup ALL = OptionGroup.of("Agent names", TOPIC, IDLE_TIMEOUT);

    private AgentNamesOptions() {}

    static VersionSource<AgentDefinition> source(Settings settings) {
        DecodeLimits limits = DecodeOptions.limits(settings);
        return new VersionSource<>(
                KafkaOptions.connection(settings),
                settings.of(TOPIC),
                settings.of(KafkaOptions.PARTITION_DISCOVERY_INTERVAL),
                settings.of(IDLE_TIMEOUT),
                new EventFormat<>(
                        AgentDefinition.class, AgentDefinition::new, () -> new AgentDefinition.Decoder(limits)::decode),
                Clock.systemUTC());
    }
}
