package io.matih.streaming.agentperformance.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.decode.DecodeLimits;
import io.matih.streaming.record.Outcome;
import io.matih.streaming.record.RejectReason;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both kinds of records of the topic of names, and what is none of them. */
class AgentDefinitionDecoderTest {

    private static final AgentDefinition.Decoder DECODER = new AgentDefinition.Decoder(DecodeLimits.DEFAULT);

    private static AgentDefinition decode(String json) {
        AgentDefinition definition = new AgentDefinition();
        DECODER.decode(ByteBuffer.wrap(json.replace('\'', '"').getBytes(UTF_8)), definition);
        return definition;
    }

    @Test
    void nameHasItsMomentAndMovesNoWatermark() {
        AgentDefinition definition = decode(
                "{'tenant_id':'t','agent_id':'a','name':'Ann','valid_from':'2026-11-20T10:00:00.123Z','more':1}");

        assertThat(definition.outcome).isEqualTo(Outcome.ACCEPTED);
        assertThat(definition.isVersion).isTrue();
        assertThat(definition.tenantId).isEqualTo("t");
        assertThat(definition.agentId).isEqualTo("a");
        assertThat(definition.name).isEqualTo("Ann");
        assertThat(Instant.ofEpochMilli(definition.validFromMillis)).isEqualTo("2026-11-20T10:00:00.123Z");
        assertThat(definition.eventTimeMillis).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void deletedAgentHasNoName() {
        AgentDefinition definition =
                decode("{'tenant_id':'t','agent_id':'a','name':null,'valid_from':'2026-11-20T10:00:00Z'}");

        assertThat(definition.outcome).isEqualTo(Outcome.ACCEPTED);
        assertThat(definition.name).isNull();
    }

    @Test
    void progressHasAnEventTimeAndNoName() {
        AgentDefinition definition = decode("{'complete_until':'2026-11-20T10:00:00Z'}");

        assertThat(definition.outcome).isEqualTo(Outcome.ACCEPTED);
        assertThat(definition.isVersion).isFalse();
        assertThat(Instant.ofEpochMilli(definition.eventTimeMillis)).isEqualTo("2026-11-20T10:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'agent_id':'a','name':'Ann','valid_from':'2026-11-20T10:00:00Z'} | MISSING_FIELD",
                "{'tenant_id':'t','agent_id':'a','name':'Ann'} | MISSING_FIELD",
                "{'tenant_id':'t','agent_id':'a','name':7,'valid_from':'2026-11-20T10:00:00Z'} | WRONG_TYPE",
                "{'tenant_id':'t','agent_id':'a','name':'Ann','valid_from':'yesterday'} | INVALID_TIMESTAMP",
                "{'complete_until':'soon'} | INVALID_TIMESTAMP",
                "{'complete_until':12} | WRONG_TYPE",
                "Ann | MALFORMED_JSON"
            })
    void recordThatIsNeitherIsRejected(String json, RejectReason reason) {
        assertThat(decode(json).outcome).isEqualTo(Outcome.REJECTED);
        assertThat(decode(json).reason).isEqualTo(reason);
    }
}
