package io.matih.streaming.accounting;

import io.matih.streaming.record.RejectReason;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * The {@link Ledger} of one operator: in state, and as metrics.
 *
 * <p>Two sets of gauges. {@code records_*} are live, and so is {@code values_unreadable}. {@code ledger_*} are the counts at the last completed checkpoint,
 * which {@code ledger_checkpoint_id} names: taken over all operators of a job at the same checkpoint they are one
 * consistent cut, on which the conservation law holds exactly.
 */
public final class LedgerState {

    private final Ledger live = new Ledger();
    private final ListState<Ledger> state;
    private final NavigableMap<Long, Ledger> pending = new TreeMap<>();
    private volatile Cut completed;

    /** Restores the ledger of an operator and registers its metrics. */
    public LedgerState(StateInitializationContext context, MetricGroup metrics) throws Exception {
        state = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("ledger-v1", TypeInformation.of(Ledger.class)));
        for (Ledger restored : state.get()) {
            live.add(restored);
        }
        completed = new Cut(context.getRestoredCheckpointId().orElse(0), live.copy());
        register(metrics);
    }

    /** The counts to go on with. */
    public Ledger live() {
        return live;
    }

    /** Writes the counts into a checkpoint. */
    public void snapshot(long checkpointId) throws Exception {
        Ledger snapshot = live.copy();
        state.update(List.of(snapshot));
        pending.put(checkpointId, snapshot);
    }

    /** Publishes the counts of a completed checkpoint. */
    public void publish(long checkpointId) {
        Ledger snapshot = pending.get(checkpointId);
        if (snapshot != null) {
            completed = new Cut(checkpointId, snapshot);
        }
        pending.headMap(checkpointId, true).clear();
    }

    private void register(MetricGroup metrics) {
        metrics.gauge("records_read", (Gauge<Long>) () -> live.read);
        metrics.gauge("records_aggregated", (Gauge<Long>) () -> live.aggregated);
        metrics.gauge("records_filtered", (Gauge<Long>) () -> live.filtered);
        metrics.gauge("records_late", (Gauge<Long>) () -> live.late);
        metrics.gauge("records_dead_lettered", (Gauge<Long>) live::deadLettered);
        for (RejectReason reason : RejectReason.values()) {
            metrics.addGroup("reason", reason.code())
                    .gauge("records_dead_lettered_by_reason", (Gauge<Long>) () -> live.deadLettered(reason));
        }
        metrics.gauge("values_unreadable", (Gauge<Long>) () -> live.unreadableValues);
        metrics.gauge("ledger_read", (Gauge<Long>) () -> completed.ledger().read);
        metrics.gauge("ledger_aggregated", (Gauge<Long>) () -> completed.ledger().aggregated);
        metrics.gauge("ledger_filtered", (Gauge<Long>) () -> completed.ledger().filtered);
        metrics.gauge("ledger_late", (Gauge<Long>) () -> completed.ledger().late);
        metrics.gauge(
                "ledger_dead_lettered", (Gauge<Long>) () -> completed.ledger().deadLettered());
        for (RejectReason reason : RejectReason.values()) {
            metrics.addGroup("reason", reason.code()).gauge("ledger_dead_lettered_by_reason", (Gauge<Long>)
                    () -> completed.ledger().deadLettered(reason));
        }
        metrics.gauge("ledger_checkpoint_id", (Gauge<Long>) () -> completed.checkpointId());
    }

    /** Replaced as a whole: values read between two readings of the same checkpoint id belong to that checkpoint. */
    private record Cut(long checkpointId, Ledger ledger) {}
}
