package io.matih.streaming.platform.generator.session;

import static io.matih.streaming.platform.generator.Malformation.field;
import static io.matih.streaming.platform.generator.Malformation.missing;

import io.matih.streaming.platform.generator.EventStream;
import io.matih.streaming.platform.generator.GeneratedRecord;
import io.matih.streaming.platform.generator.Malformation;
import io.matih.streaming.platform.generator.OtherEvents;
import io.matih.streaming.platform.generator.RecordKind;
import io.matih.streaming.platform.generator.TenantEvents.TenantEvent;
import io.matih.streaming.platform.generator.TenantTraffic;
import io.matih.streaming.record.RejectReason;
import java.util.List;

/** Changes of the states of sessions and of other things, for the topic {@value #TOPIC}. The key is the tenant. */
public final class SessionTraffic implements EventStream {

    /** Where session-analytics reads. */
    public static final String TOPIC = "matih.ai.state-changes";

    private static final List<Malformation> MALFORMATIONS = List.of(
            missing("entity_type"),
            field(RejectReason.WRONG_TYPE, "entity_type", "17"),
            missing("entity_id"),
            field(RejectReason.WRONG_TYPE, "entity_id", "{}"),
            field(RejectReason.MISSING_FIELD, "to_state", "\" \""),
            field(RejectReason.WRONG_TYPE, "triggered_by", "[\"user\"]"),
            field(RejectReason.OUT_OF_RANGE, "entity_id", "\"" + "x".repeat(1_025) + "\""));

    private static final OtherEvents OTHERS =
            new OtherEvents(0.12, "entity_type", List.of("agent_state", "workflow", "tool_call"));

    private final TenantTraffic traffic;

    public SessionTraffic(long seed) {
        traffic = new TenantTraffic(
                TOPIC,
                seed,
                (number, eventMillis, chance) -> {
                    SessionStep step = SessionStep.of(seed, number);
                    return new TenantEvent(step.session().tenant().id(), SessionFields.of(step, eventMillis, chance));
                },
                MALFORMATIONS,
                OTHERS);
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public GeneratedRecord make(RecordKind kind, long number, long momentMillis) {
        return traffic.make(kind, number, momentMillis);
    }
}
