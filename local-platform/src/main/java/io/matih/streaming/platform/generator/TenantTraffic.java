package io.matih.streaming.platform.generator;

import io.matih.streaming.record.RejectReason;
import java.time.Duration;
import java.util.List;

/**
 * Events of tenants with all the imperfections of a lively topic: late ones, spoiled ones, ones ahead of their time, and some
 * that are not for the job. The key is the tenant.
 */
public final class TenantTraffic implements EventStream {

    private static final long CONTENT = 2;
    private static final long JITTER_MILLIS = 10_000;
    /** Longer than a window and the longest pause of a partition in a backlog. */
    private static final Duration LATE_AT_LEAST = Duration.ofHours(2);

    private static final Duration LATE_SPREAD = Duration.ofHours(6);
    /** Longer than the skew that jobs accept. */
    private static final Duration FUTURE_AT_LEAST = Duration.ofMinutes(6);

    private static final Duration FUTURE_SPREAD = Duration.ofDays(2);

    private final String topic;
    private final long seed;
    private final TenantEvents events;
    private final List<Malformation> malformations;
    private final OtherEvents others;

    /**
     * @param malformations how its records are spoiled, besides {@link Malformation#OF_ANY_STREAM}
     */
    public TenantTraffic(
            String topic, long seed, TenantEvents events, List<Malformation> malformations, OtherEvents others) {
        this.topic = topic;
        this.seed = seed;
        this.events = events;
        this.malformations = Malformation.withThoseOfAnyStream(malformations);
        this.others = others;
    }

    @Override
    public String topic() {
        return topic;
    }

    @Override
    public GeneratedRecord make(RecordKind kind, long number, long momentMillis) {
        Chance chance = new Chance(seed, number, CONTENT);
        long eventMillis = eventTimeMillis(kind, momentMillis, chance);
        TenantEvents.TenantEvent event = events.make(number, eventMillis, chance);
        JsonFields fields = event.fields();
        if (kind == RecordKind.MALFORMED) {
            Malformation malformation = chance.oneOf(malformations);
            return new GeneratedRecord(
                    kind, event.tenantId(), malformation.spoil(fields), momentMillis, malformation.reason());
        }
        boolean replaced = kind == RecordKind.GOOD && others.replace(fields, chance);
        RejectReason reason = kind == RecordKind.FUTURE ? RejectReason.FUTURE_TIMESTAMP : null;
        return new GeneratedRecord(
                replaced ? RecordKind.FILTERED : kind, event.tenantId(), fields.toBytes(), momentMillis, reason);
    }

    private static long eventTimeMillis(RecordKind kind, long momentMillis, Chance chance) {
        return switch (kind) {
            case GOOD, MALFORMED -> momentMillis - chance.below(JITTER_MILLIS);
            case LATE -> momentMillis - LATE_AT_LEAST.toMillis() - chance.below(LATE_SPREAD.toMillis());
            case FUTURE -> momentMillis + FUTURE_AT_LEAST.toMillis() + chance.below(FUTURE_SPREAD.toMillis());
            case DUPLICATE, FILTERED -> throw new IllegalArgumentException(
                    kind + " is not asked for: a duplicate is sent again, and a filtered record is one of the good");
        };
    }
}
