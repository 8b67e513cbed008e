package io.matih.streaming.platform;

import io.matih.streaming.record.RejectReason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the ledgers of all operators of a job at one checkpoint. */
public final class LedgerReader {

    private static final String CHECKPOINT_ID = "ledger_checkpoint_id";

    private final JobGauges gauges;
    private final int ledgers;
    private Optional<LedgerCut> newest = Optional.empty();

    /**
     * @param ledgers how many tasks keep one
     */
    LedgerReader(JobGauges gauges, int ledgers) {
        this.gauges = gauges;
        this.ledgers = ledgers;
    }

    /**
     * The newest cut. While tasks are at different checkpoints, restart or have ended, it is the one before; empty
     * until all tasks have started once.
     */
    public synchronized Optional<LedgerCut> read() {
        OptionalLong before = commonCheckpoint();
        if (before.isPresent()) {
            LedgerCut cut = sums(before.getAsLong());
            // A ledger is replaced together with its checkpoint id: the same id again means that none was.
            if (commonCheckpoint().equals(before)) {
                newest = Optional.of(cut);
            }
        }
        return newest;
    }

    private OptionalLong commonCheckpoint() {
        List<Long> ids = gauges.values(CHECKPOINT_ID);
        return ids.size() == ledgers && ids.stream().distinct().count() == 1
                ? OptionalLong.of(ids.get(0))
                : OptionalLong.empty();
    }

    private LedgerCut sums(long checkpointId) {
        Map<RejectReason, Long> deadLetters = new EnumMap<>(RejectReason.class);
        for (RejectReason reason : RejectReason.values()) {
            deadLetters.put(reason, sum(gauges.values("ledger_dead_lettered_by_reason", "reason", reason.code())));
        }
        return new LedgerCut(
                checkpointId,
                sum(gauges.values("ledger_read")),
                sum(gauges.values("ledger_aggregated")),
                sum(gauges.values("ledger_filtered")),
                sum(gauges.values("ledger_late")),
                Map.copyOf(deadLetters));
    }

    private static long sum(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).sum();
    }
}
