package io.matih.streaming.platform.generator.llm;

import io.matih.streaming.platform.generator.Chance;
import io.matih.streaming.platform.generator.EventStream;
import io.matih.streaming.platform.generator.GeneratedRecord;
import io.matih.streaming.platform.generator.RecordKind;
import io.matih.streaming.record.RejectReason;
import java.time.Duration;

/** Calls of language models, for the topic {@value #TOPIC}. The key is the tenant. */
public final class LlmTraffic implements EventStream {

    /** Where llm-ops reads. */
    public static final String TOPIC = "matih.ai.llm-ops";

    private static final long CONTENT = 2;
    private static final long JITTER_MILLIS = 10_000;
    /** Longer than a window and the longest pause of a partition in a backlog. */
    private static final Duration LATE_AT_LEAST = Duration.ofHours(2);

    private static final Duration LATE_SPREAD = Duration.ofHours(6);
    /** Longer than the skew that jobs accept. */
    private static final Duration FUTURE_AT_LEAST = Duration.ofMinutes(6);

    private static final Duration FUTURE_SPREAD = Duration.ofDays(2);

    private final long seed;

    public LlmTraffic(long seed) {
        this.seed = seed;
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public GeneratedRecord make(RecordKind kind, long number, long momentMillis) {
        Chance chance = new Chance(seed, number, CONTENT);
        Tenant tenant = Tenant.at(chance.share());
        long eventMillis = eventTimeMillis(kind, momentMillis, chance);
        JsonFields fields = LlmCallFields.of(tenant, eventMillis, chance);
        if (kind == RecordKind.MALFORMED) {
            Malformation malformation = chance.oneOf(Malformation.ALL);
            return new GeneratedRecord(
                    kind, tenant.id(), malformation.spoil(fields), momentMillis, malformation.reason());
        }
        RejectReason reason = kind == RecordKind.FUTURE ? RejectReason.FUTURE_TIMESTAMP : null;
        return new GeneratedRecord(kind, tenant.id(), fields.toBytes(), momentMillis, reason);
    }

    private static long eventTimeMillis(RecordKind kind, long momentMillis, Chance chance) {
        return switch (kind) {
            case GOOD, MALFORMED -> momentMillis - chance.below(JITTER_MILLIS);
            case LATE -> momentMillis - LATE_AT_LEAST.toMillis() - chance.below(LATE_SPREAD.toMillis());
            case FUTURE -> momentMillis + FUTURE_AT_LEAST.toMillis() + chance.below(FUTURE_SPREAD.toMillis());
            case DUPLICATE -> throw new IllegalArgumentException("a duplicate is a good record sent again");
        };
    }
}
