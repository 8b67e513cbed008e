package io.matih.streaming.platform.generator;

import io.matih.streaming.record.RejectReason;
import java.util.Map;

/**
 * What has been sent, as Kafka acknowledged it; a ledger that has read all of it must say the same.
 *
 * @param good without the duplicates
 * @param deadLettersByReason all reasons, those that did not occur with 0
 */
public record Tally(long good, long duplicates, long filtered, long late, Map<RejectReason, Long> deadLettersByReason) {

    /** What is to be aggregated. */
    public long aggregated() {
        return good + duplicates;
    }

    /** Dead letters of all reasons. */
    public long deadLettered() {
        return deadLettersByReason.values().stream().mapToLong(Long::longValue).sum();
    }

    /** All records. */
    public long total() {
        return aggregated() + filtered + late + deadLettered();
    }
}
