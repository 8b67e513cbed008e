package io.matih.streaming.platform;

import io.matih.streaming.accounting.Balance;
import io.matih.streaming.record.RejectReason;
import java.util.Map;

/**
 * Where every record had ended that a job had read by one checkpoint, over all runs that it was restored from.
 *
 * @param checkpointId 0 before the first
 * @param deadLettersByReason all reasons, those that did not occur with 0
 */
public record LedgerCut(
        long checkpointId,
        long read,
        long aggregated,
        long filtered,
        long late,
        Map<RejectReason, Long> deadLettersByReason) {

    /** Dead letters of all reasons. */
    public long deadLettered() {
        return deadLettersByReason.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What the conservation law {@code read = aggregated + filtered + late + dead-lettered} is off by; 0 when all is well. */
    public long unaccounted() {
        return new Balance(read, aggregated, filtered, late, deadLettered()).difference();
    }
}
