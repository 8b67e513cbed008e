package io.matih.streaming.cdc;

import io.matih.streaming.cdc.database.Capture;
import io.matih.streaming.cdc.definitions.DefinitionColumns;
import io.matih.streaming.kafka.CompactedTopic;
import io.matih.streaming.kafka.KafkaOptions;
import io.matih.streaming.options.Option;
import io.matih.streaming.options.OptionGroup;
import io.matih.streaming.options.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What can be set about the capture of agents' names into a topic. */
public final class AgentDefinitionsOptions {

    public static final Option<Switch> CAPTURE = Option.choice("agent-definitions.capture", Switch.class)
            .defaultValue(Switch.OFF)
            .describedAs("Whether the table of agents' names is captured too, into a topic.");

    public static final Option<String> TABLE = IdentifierOption.of(
            "agent-definitions.table", "agent_definitions", "The table of agents' names, in the same schema.");

    public static final Option<String> SLOT = IdentifierOption.of(
            "agent-definitions.slot", "flink_agent_definitions", "The replication slot for that table.");

    public static final Option<String> PUBLICATION = IdentifierOption.of(
            "agent-definitions.publication",
            "flink_agent_definitions",
            "The publication of that table alone; the job never creates one.");

    public static final Option<String> TENANT_COLUMN = IdentifierOption.of(
            "agent-definitions.tenant-column", "tenant_id", "Column of the tenant, first in the primary key.");

    public static final Option<String> AGENT_COLUMN = IdentifierOption.of(
            "agent-definitions.agent-column", "agent_id", "Column of the agent, second in the primary key.");

    public static final Option<String> NAME_COLUMN =
            IdentifierOption.of("agent-definitions.name-column", "name", "Column of the agent's name.");

    public static final Option<String> UPDATED_AT_COLUMN = IdentifierOption.of(
            "agent-definitions.updated-at-column",
            "updated_at",
            "Column that says when the row was changed, from when its name is valid.");

    public static final Option<String> TOPIC = Option.text("agent-definitions.topic")
            .defaultValue("matih.ai.agent-definitions")
            .describedAs("The topic of all names that agents have had; compacted, with one partition.");

    /** The same key as in other jobs, but needed only for the capture. */
    private static final Option<String> BOOTSTRAP_SERVERS = Option.text(KafkaOptions.BOOTSTRAP_SERVERS.key())
            .optional()
            .describedAs(
                    KafkaOptions.BOOTSTRAP_SERVERS.description() + " Needed for the capture of agents' names only.");

    /** Those of the table and the topic. */
    static final OptionGroup DEFINITIONS = OptionGroup.of(
                    "Agent names",
                    CAPTURE,
                    TABLE,
                    SLOT,
                    PUBLICATION,
                    TENANT_COLUMN,
                    AGENT_COLUMN,
                    NAME_COLUMN,
                    UPDATED_AT_COLUMN,
                    TOPIC)
            .checkedBy(AgentDefinitionsOptions::problems);

    /** Where the topic is. */
    static final OptionGroup KAFKA = OptionGroup.of("Kafka", BOOTSTRAP_SERVERS, KafkaOptions.MISSING_TOPICS);

    private AgentDefinitionsOptions() {}

    /** The choices for {@link #CAPTURE}. */
    public enum Switch {
        ON,
        OFF
    }

    static boolean isOn(Settings settings) {
        return settings.of(CAPTURE) == Switch.ON;
    }

    static Capture capture(Settings settings) {
        return new Capture(
                settings.of(CdcOptions.SCHEMA), settings.of(TABLE), settings.of(SLOT), settings.of(PUBLICATION));
    }

    static DefinitionColumns columns(Settings settings) {
        return new DefinitionColumns(
                settings.of(TENANT_COLUMN),
                settings.of(AGENT_COLUMN),
                settings.of(NAME_COLUMN),
                settings.of(UPDATED_AT_COLUMN));
    }

    static CompactedTopic topic(Settings settings) {
        return new CompactedTopic(KafkaOptions.connection(settings), settings.of(TOPIC));
    }

    private static List<String> problems(Settings settings) {
        List<String> problems = new ArrayList<>();
        if (!isOn(settings)) {
            return problems;
        }
        if (settings.orNull(BOOTSTRAP_SERVERS) == null) {
            problems.add(BOOTSTRAP_SERVERS.key() + ": required with agent-definitions.capture on, but not given");
        }
        Map.of(TABLE, CdcOptions.TABLE, SLOT, CdcOptions.SLOT, PUBLICATION, CdcOptions.PUBLICATION)
                .forEach((own, other) -> {
                    if (settings.of(own).equals(settings.of(other))) {
                        problems.add("%s: expected another one than %s, but got '%s' for both"
                                .formatted(own.key(), other.key(), settings.of(own)));
                    }
                });
        return problems;
    }
}
