package io.matih.streaming.window;

import io.matih.streaming.accounting.LedgerState;
import io.matih.streaming.record.InputRecord;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Merges partial results into tumbling windows and gives one row per key and window.
 *
 * <p>A window gives its row when the watermark reaches its end. With an allowed lateness it stays in state that much
 * longer, and what still comes gives a corrected row at the next watermark. In keyed state are the open windows of a
 * key, one accumulator each; nothing is left of a window afterwards. In operator state is the ledger. Nothing that comes
 * here is late: see {@link LatenessJudge}.
 */
final class WindowAggregator<K, A extends WindowAccumulator<?, A>, R> extends AbstractStreamOperator<R>
        implements OneInputStreamOperator<Partial<K, A>, R>, Triggerable<K, Long> {

    private static final long serialVersionUID = 1L;

    private final WindowAggregate<? extends InputRecord, K, A, R> aggregate;
    private final WindowSettings settings;

    private transient long sizeMillis;
    private transient long latenessMillis;
    private transient MapState<Long, WindowSlot<A>> windows;
    private transient InternalTimerService<Long> timers;
    private transient LedgerState ledger;
    private transient StreamRecord<R> out;
    private transient long rowsEmitted;

    WindowAggregator(WindowAggregate<? extends InputRecord, K, A, R> aggregate, WindowSettings settings) {
        this.aggregate = aggregate;
        this.settings = settings;
    }

    @Override
    @SuppressWarnings("NullAway") // the record's value is set before it is emitted
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        sizeMillis = settings.size().toMillis();
        latenessMillis = settings.allowedLateness().toMillis();
        out = new StreamRecord<>(null);
        windows = context.getKeyedStateStore()
                .getMapState(new MapStateDescriptor<>(
                        "windows-v1", Types.LONG, WindowSlot.type(aggregate.accumulatorClass())));
        ledger = new LedgerState(context, getMetricGroup());
        getMetricGroup().gauge("rows_emitted", (Gauge<Long>) () -> rowsEmitted);
    }

    @Override
    public void open() throws Exception {
        super.open();
        timers = getInternalTimerService("window-ends", LongSerializer.INSTANCE, this);
    }

    @Override
    public void processElement(StreamRecord<Partial<K, A>> element) throws Exception {
        Partial<K, A> partial = element.getValue();
        long windowStart = partial.windowStartMillis;
        long windowEnd = windowStart + sizeMillis;
        long deadline = windowEnd + latenessMillis;
        long currentWatermark = timers.currentWatermark();
        if (deadline <= currentWatermark) {
            throw new IllegalStateException(("A part of %d events reached the window ending at %d after the"
                            + " watermark %d; it had been sent as certainly in time")
                    .formatted(partial.accumulator.inputRecords, windowEnd, currentWatermark));
        }
        ledger.live().aggregated += partial.accumulator.inputRecords;
        merge(windowStart, partial.accumulator);
        // An event of a window that has given its row is shown by a correction, at the next watermark.
        timers.registerEventTimeTimer(windowStart, Math.max(windowEnd, currentWatermark + 1));
        timers.registerEventTimeTimer(windowStart, deadline);
    }

    private void merge(long windowStart, A accumulator) throws Exception {
        WindowSlot<A> slot = windows.get(windowStart);
        if (slot == null) {
            slot = new WindowSlot<>();
            slot.accumulator = accumulator;
        } else {
            slot.accumulator.mergeAll(accumulator);
        }
        slot.changed = true;
        windows.put(windowStart, slot);
    }

    @Override
    public void onEventTime(InternalTimer<K, Long> timer) throws Exception {
        long windowStart = timer.getNamespace();
        long windowEnd = windowStart + sizeMillis;
        WindowSlot<A> slot = windows.get(windowStart);
        if (slot == null) {
            return;
        }
        if (slot.changed) {
            WindowSpan window = new WindowSpan(windowStart, windowEnd);
            output.collect(out.replace(
                    aggregate.rowOf().row(timer.getKey(), window, slot.accumulator, slot.revisions), windowEnd - 1));
            rowsEmitted++;
            slot.revisions++;
            slot.changed = false;
        }
        if (timer.getTimestamp() >= windowEnd + latenessMillis) {
            windows.remove(windowStart);
        } else {
            windows.put(windowStart, slot);
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<K, Long> timer) {
        throw new IllegalStateException("Windows have no processing-time timers");
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        ledger.snapshot(context.getCheckpointId());
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        ledger.publish(checkpointId);
    }
}
