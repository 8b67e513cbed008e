package io.matih.streaming.agentperformance.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.window.WindowSpan;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

class AgentNameTest {

    private static final AgentPerformanceMetrics ROW = AgentPerformanceMetrics.of(
            new AgentPerformanceKey("t", "a"), new WindowSpan(0, 300_000), new AgentPerformanceAccumulator(), 3, 0);

    @Test
    void nameIsAllThatChanges() {
        AgentPerformanceMetrics named = ROW.withAgentName("Ann");

        assertThat(named.agentName()).isEqualTo("Ann");
        assertThat(named).isNotEqualTo(ROW);
        assertThat(named.withAgentName(null)).isEqualTo(ROW);
        assertThat(named.key()).isEqualTo(new AgentPerformanceKey("t", "a"));
    }

    @Test
    void rowThatWaitsForItsNameIsKeptInStateWithoutKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(AgentPerformanceMetrics.class);
    }
}
