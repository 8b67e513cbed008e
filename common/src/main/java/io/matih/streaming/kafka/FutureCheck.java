package io.matih.streaming.kafka;

import io.matih.streaming.record.InputRecord;
import io.matih.streaming.record.KafkaRecord;
import io.matih.streaming.record.Outcome;
import io.matih.streaming.record.RejectReason;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Rejects accepted events that are too far ahead of their Kafka record timestamp, so that one wrong clock cannot move the watermark
 * past everybody else's events. A replay decides the same way.
 *
 * <p>A record timestamp that is missing, or itself ahead of the clock, is replaced by the clock.
 */
final class FutureCheck implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Clock clock;
    private final long skewMillis;

    /** What the clock said last; it is asked again only for a record that this does not settle. */
    private transient long nowMillis = Long.MIN_VALUE;

    FutureCheck(Clock clock, Duration skew) {
        this.clock = clock;
        this.skewMillis = skew.toMillis();
    }

    void judge(InputRecord event) {
        if (event.outcome != Outcome.ACCEPTED) {
            return;
        }
        long recordMillis = event.origin.timestamp;
        if (recordMillis == KafkaRecord.NO_TIMESTAMP || recordMillis > nowMillis) {
            nowMillis = clock.millis();
        }
        boolean trusted = recordMillis != KafkaRecord.NO_TIMESTAMP && recordMillis <= nowMillis;
        long referenceMillis = trusted ? recordMillis : nowMillis;
        if (event.eventTimeMillis > referenceMillis + skewMillis) {
            event.reject(
                    RejectReason.FUTURE_TIMESTAMP,
                    "timestamp: expected at most " + Duration.ofMillis(skewMillis) + " after "
                            + Instant.ofEpochMilli(referenceMillis)
                            + (trusted ? " (Kafka record timestamp)" : " (clock)") + ", got "
                            + Instant.ofEpochMilli(event.eventTimeMillis));
        }
    }
}
