package io.matih.streaming.platform.generator.llm;

import static io.matih.streaming.platform.generator.Malformation.field;

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

/** Calls of language models, for the topic {@value #TOPIC}. The key is the tenant. */
public final class LlmTraffic implements EventStream {

    /** Where llm-ops reads. */
    public static final String TOPIC = "matih.ai.llm-ops";

    private static final List<Malformation> MALFORMATIONS = List.of(
            field(RejectReason.WRONG_TYPE, "tokens_input", "\"812\""),
            field(RejectReason.WRONG_TYPE, "tokens_output", "12.5"),
            field(RejectReason.WRONG_TYPE, "success", "1"),
            field(RejectReason.OUT_OF_RANGE, "latency_ms", "-3.5"),
            field(RejectReason.OUT_OF_RANGE, "cost_usd", "1000000"));

    private final TenantTraffic traffic;

    public LlmTraffic(long seed) {
        traffic = new TenantTraffic(TOPIC, seed, LlmTraffic::call, MALFORMATIONS, OtherEvents.NONE);
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public GeneratedRecord make(RecordKind kind, long number, long momentMillis) {
        return traffic.make(kind, number, momentMillis);
    }

    private static TenantEvent call(long number, long eventMillis, Chance chance) {
        Tenant tenant = Tenant.at(chance.share());
        return new TenantEvent(tenant.id(), LlmCallFields.of(tenant, eventMillis, chance));
    }
}
