package io.matih.streaming.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.cdc.database.Capture;
import io.matih.streaming.cdc.definitions.DefinitionColumns;
import io.matih.streaming.options.InvalidSettingsException;
import io.matih.streaming.options.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentDefinitionsOptionsTest {

    @Test
    void captureIsOffAndNeedsNoKafka() {
        assertThat(AgentDefinitionsOptions.isOn(parse())).isFalse();
    }

    @Test
    void tableColumnsAndTopicHaveTheNamesOfTheContract() {
        Settings settings = parse("--agent-definitions.capture=on", "--kafka.bootstrap-servers=broker:9092");

        assertThat(AgentDefinitionsOptions.isOn(settings)).isTrue();
        assertThat(AgentDefinitionsOptions.capture(settings))
                .isEqualTo(new Capture(
                        "public", "agent_definitions", "flink_agent_definitions", "flink_agent_definitions"));
        assertThat(AgentDefinitionsOptions.columns(settings))
                .isEqualTo(new DefinitionColumns("tenant_id", "agent_id", "name", "updated_at"));
        assertThat(AgentDefinitionsOptions.topic(settings).name()).isEqualTo("matih.ai.agent-definitions");
        assertThat(AgentDefinitionsOptions.topic(settings).connection().bootstrapServers())
                .isEqualTo("broker:9092");
    }

    @Test
    void captureNeedsKafkaAndASlotAndAPublicationOfItsOwn() {
        assertThatThrownBy(() -> parse(
                        "--agent-definitions.capture=on",
                        "--agent-definitions.slot=flink_fsm_cdc",
                        "--agent-definitions.publication=flink_fsm_cdc"))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(
                        "kafka.bootstrap-servers: required with agent-definitions.capture on, but not given")
                .hasMessageContaining(
                        "agent-definitions.slot: expected another one than cdc.slot, but got 'flink_fsm_cdc' for both")
                .hasMessageContaining("agent-definitions.publication: expected another one than cdc.publication");
    }

    private static Settings parse(String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--postgres.host=db",
                "--postgres.user=flink_cdc",
                "--postgres.password=env:PATH",
                "--iceberg.catalog.uri=http://catalog",
                "--iceberg.auth=none",
                "--iceberg.storage-credentials=ambient"));
        all.addAll(List.of(arguments));
        return Settings.parse(CdcOptions.ALL, Map.of(), all);
    }
}
