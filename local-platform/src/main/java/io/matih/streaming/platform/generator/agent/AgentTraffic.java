package io.matih.streaming.platform.generator.agent;

import static io.matih.streaming.platform.generator.Malformation.field;
import static io.matih.streaming.platform.generator.Malformation.missing;

import io.matih.streaming.platform.generator.Chance;
import io.matih.streaming.platform.generator.EventStream;
import io.matih.streaming.platform.generator.GeneratedRecord;
import io.matih.streaming.platform.generator.Malformation;
import io.matih.streaming.platform.generator.OtherEvents;
import io.matih.streaming.platform.generator.RecordKind;
import io.matih.streaming.platform.generator.Tenant;
import io.matih.streaming.platform.generator.TenantEvents.TenantEvent;
import io.matih.streaming.platform.generator.TenantTraffic;
import io.matih.streaming.record.RejectReason;
import java.util.List;

/** Traces of agents, for the topic {@value #TOPIC}: their ends, and also their beginnings. The key is the tenant. */
public final class AgentTraffic implements EventStream {

    /** Where agent-performance reads. */
    public static final String TOPIC = "matih.ai.agent-traces";

    private static final OtherEvents BEGINNINGS = new OtherEvents(0.2, "action", List.of("started", "tool_called"));

    private static final List<Malformation> MALFORMATIONS = List.of(
            missing("agent_id"),
            missing("action"),
            field(RejectReason.WRONG_TYPE, "action", "1"),
            field(RejectReason.WRONG_TYPE, "tokens_input", "\"812\""),
            field(RejectReason.WRONG_TYPE, "tools_used", "\"sql\""),
            field(RejectReason.WRONG_TYPE, "tools_used", "[\"sql\",7]"),
            field(RejectReason.WRONG_TYPE, "error_message", "{\"code\":500}"),
            field(RejectReason.OUT_OF_RANGE, "latency_ms", "-3.5"),
            field(RejectReason.OUT_OF_RANGE, "cost_usd", "1000000"));

    private final TenantTraffic traffic;

    public AgentTraffic(long seed) {
        traffic = new TenantTraffic(TOPIC, seed, AgentTraffic::trace, MALFORMATIONS, BEGINNINGS);
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public GeneratedRecord make(RecordKind kind, long number, long momentMillis) {
        return traffic.make(kind, number, momentMillis);
    }

    private static TenantEvent trace(long number, long eventMillis, Chance chance) {
        Tenant tenant = Tenant.at(chance.share());
        return new TenantEvent(tenant.id(), AgentTraceFields.of(tenant, eventMillis, chance));
    }
}
