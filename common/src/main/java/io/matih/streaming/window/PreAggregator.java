package io.matih.streaming.window;

import io.matih.streaming.accounting.LedgerState;
import io.matih.streaming.record.DeadLetter;
import io.matih.streaming.record.InputRecord;
import io.matih.streaming.record.KafkaRecord;
import io.matih.streaming.record.LateEvent;
import io.matih.streaming.window.WindowSettings.PreAggregation;
import java.util.Objects;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Sends every record where it belongs, and bundles good events into partial accumulators before they are shuffled.
 *
 * <p>Runs in the source's task. Rejected records leave as dead letters, filtered ones are counted. An accepted event
 * whose window had ended by its own partition's clock leaves as late. The others are added to a heap bundle when it is
 * certain that their part will reach the window in time; an event for which it is not certain goes on alone with its
 * original record to the {@link LatenessJudge}.
 *
 * <p>The bundle is emptied before a watermark that ends one of its windows is forwarded, before each checkpoint barrier,
 * before the task is declared idle, and when it is full; so it needs no state. In state are the clocks of the partitions
 * and the largest watermark (both for all tasks: partitions move), and the ledger.
 *
 * <p>Side outputs: {@link WindowOutputs#DEAD_LETTERS}, {@link WindowOutputs#LATE_EVENTS}.
 */
final class PreAggregator<E extends InputRecord, K, A extends WindowAccumulator<E, A>>
        extends AbstractStreamOperator<Partial<K, A>> implements OneInputStreamOperator<E, Partial<K, A>> {

    private static final long serialVersionUID = 1L;

    private final WindowAggregate<E, K, A, ?> aggregate;
    private final WindowSettings settings;
    private final WindowOutputs<K, A> outputs;

    private transient long sizeMillis;
    private transient long latenessMillis;
    private transient Bundle<K, A> bundle;
    private transient DistinctStatistics distinctStatistics;
    private transient PartitionClocks clocks;
    private transient ListState<PartitionTime> clockState;
    private transient LatenessGuard guard;
    private transient LedgerState ledger;
    private transient StreamRecord<Partial<K, A>> out;
    private transient long lastWindowStart;
    private transient long watermarkMillis;
    private transient boolean hasBeenIdle;

    PreAggregator(WindowAggregate<E, K, A, ?> aggregate, WindowSettings settings) {
        this.aggregate = aggregate;
        this.settings = settings;
        this.outputs = new WindowOutputs<>(aggregate);
        // Without this an operator added by transform() is not chained to a source, and every event is serialized.
        this.chainingStrategy = ChainingStrategy.ALWAYS;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        sizeMillis = settings.size().toMillis();
        latenessMillis = settings.allowedLateness().toMillis();
        distinctStatistics = new DistinctStatistics();
        bundle = new Bundle<>(this::newAccumulator, sizeMillis, settings.bundleBytes());
        out = new StreamRecord<>(new Partial<>());
        watermarkMillis = Long.MIN_VALUE;
        clocks = new PartitionClocks(settings.outOfOrderness().toMillis());
        clockState = context.getOperatorStateStore()
                .getUnionListState(
                        new ListStateDescriptor<>("partition-clocks-v1", TypeInformation.of(PartitionTime.class)));
        for (PartitionTime time : clockState.get()) {
            clocks.restore(time);
        }
        guard = new LatenessGuard(context.getOperatorStateStore());
        ledger = new LedgerState(context, getMetricGroup());
        getMetricGroup().gauge("bundle_entries", (Gauge<Long>) bundle::entries);
        getMetricGroup().gauge("watermark_lag_ms", (Gauge<Long>) this::watermarkLagMillis);
    }

    @Override
    public void processElement(StreamRecord<E> element) throws Exception {
        E event = element.getValue();
        ledger.live().read++;
        switch (event.outcome) {
            case ACCEPTED -> accept(event);
            case FILTERED -> ledger.live().filtered++;
            case REJECTED -> reject(event);
        }
    }

    private void accept(E event) throws Exception {
        ledger.live().unreadableValues += event.unreadableValues;
        long windowStart = windowStartOf(event.eventTimeMillis);
        long windowEnd = windowStart + sizeMillis;
        PartitionClock clock = clocks.of(event.origin);
        long partitionWatermark = clock.watermarkMillis();
        clock.advanceTo(event.eventTimeMillis);
        if (windowEnd + latenessMillis <= partitionWatermark) {
            ledger.live().late++;
            output.collect(
                    WindowOutputs.LATE_EVENTS,
                    new StreamRecord<>(new LateEvent(event.origin.copy(), windowStart, windowEnd, partitionWatermark)));
            return;
        }
        K key = aggregate.keyOf().apply(event);
        long recordHash = clock.recordHash(event.origin.offset);
        if (settings.preAggregation() == PreAggregation.ON && isCertainlyInTime(windowEnd)) {
            A accumulator = bundle.accumulator(windowStart, key);
            accumulator.add(event);
            accumulator.count(recordHash);
            DistinctValues distinct = accumulator.distinctValues();
            if (distinct != null) {
                distinct.endEvent();
                if (distinct.areMany()) {
                    outputs.sendDistinct(output, windowStart, key, distinct);
                }
            }
            if (bundle.isFull()) {
                bundle.drain(this::sendBundle);
            }
        } else {
            A accumulator = aggregate.newAccumulator().get();
            accumulator.add(event);
            accumulator.count(recordHash);
            sendUnjudged(windowStart, key, accumulator, event.origin.copy());
        }
    }

    private A newAccumulator() {
        A accumulator = aggregate.newAccumulator().get();
        DistinctValues distinct = accumulator.distinctValues();
        if (distinct != null) {
            distinct.watch(distinctStatistics, outputs.shards);
        }
        return accumulator;
    }

    /** Most events are of the window of the event before them, and to see that is much faster than a division. */
    private long windowStartOf(long eventTimeMillis) {
        long sinceStart = eventTimeMillis - lastWindowStart;
        if (sinceStart < 0 || sinceStart >= sizeMillis) {
            lastWindowStart = WindowSpan.startOf(eventTimeMillis, sizeMillis);
        }
        return lastWindowStart;
    }

    /**
     * Whether a part for this window, sent before the next watermark that ends it, cannot be late where it goes. The
     * window's watermark is at most this task's own as long as this task has not been idle. While it was, the others may
     * have overtaken it, by how much cannot be known here; so it bundles no more until it is restored.
     */
    private boolean isCertainlyInTime(long windowEnd) {
        return !hasBeenIdle && windowEnd > guard.watermarkMillis(watermarkMillis);
    }

    private void reject(E event) {
        DeadLetter letter = new DeadLetter(
                event.origin.copy(), Objects.requireNonNull(event.reason), Objects.requireNonNull(event.detail));
        ledger.live().countDeadLetter(letter.reason);
        output.collect(WindowOutputs.DEAD_LETTERS, new StreamRecord<>(letter));
    }

    private void sendBundle(long windowStart, K key, A accumulator) {
        outputs.sendDistinct(output, windowStart, key, accumulator.distinctValues());
        Partial<K, A> partial = out.getValue();
        partial.windowStartMillis = windowStart;
        partial.key = key;
        partial.accumulator = accumulator;
        output.collect(out);
    }

    private void sendUnjudged(long windowStart, K key, A accumulator, KafkaRecord origin) {
        Partial<K, A> event = new Partial<>();
        event.windowStartMillis = windowStart;
        event.key = key;
        event.accumulator = accumulator;
        event.origin = origin;
        DistinctValues distinct = accumulator.distinctValues();
        event.distinctValues = distinct == null ? null : distinct.toBytes();
        output.collect(outputs.unjudged, new StreamRecord<>(event));
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        watermarkMillis = mark.getTimestamp();
        bundle.drainEndedBy(watermarkMillis, this::sendBundle);
        super.processWatermark(mark);
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        if (getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks() == 1) {
            // Nobody else moves the watermark, so there is no reason to say that this task does not.
            return;
        }
        if (status.isIdle()) {
            // The others decide the watermark from now on, and it may pass the ends of bundled windows.
            bundle.drain(this::sendBundle);
            hasBeenIdle = true;
        }
        super.processWatermarkStatus(status);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        bundle.drain(this::sendBundle);
    }

    @Override
    public void finish() throws Exception {
        bundle.drain(this::sendBundle);
        super.finish();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        clockState.update(clocks.snapshot());
        guard.snapshot(watermarkMillis);
        ledger.snapshot(context.getCheckpointId());
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        ledger.publish(checkpointId);
    }

    private long watermarkLagMillis() {
        return watermarkMillis == Long.MIN_VALUE
                ? 0
                : getProcessingTimeService().getCurrentProcessingTime() - watermarkMillis;
    }
}
