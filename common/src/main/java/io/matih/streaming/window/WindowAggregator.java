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
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Merges partial results into tumbling windows and gives one row per key and window.
 *
 * <p>A window gives its row when the watermark reaches its end. With an allowed lateness it stays in state that much
 * longer, and what still comes gives a corrected row at the next watermark.
 *
 * <p>Parts are brought together on the heap and written to state before each checkpoint barrier, or when they take too
 * much of it. So a part does not cost reading and writing all that its window has, and a window that opens and ends between two
 * barriers is never in state. A window has a timer exactly while it is in state.
 *
 * <p>In keyed state are the open windows of a key, one accumulator each; nothing is left of a window afterwards. In
 * operator state is the ledger. Nothing that comes here is late: see {@link LatenessJudge}.
 */
final class WindowAggregator<K, A extends WindowAccumulator<?, A>, R> extends AbstractStreamOperator<R>
        implements OneInputStreamOperator<Partial<K, A>, R>, Triggerable<K, Long> {

    private static final long serialVersionUID = 1L;

    private final WindowAggregate<? extends InputRecord, K, A, R> aggregate;
    private final WindowSettings settings;

    private transient long sizeMillis;
    private transient long latenessMillis;
    private transient MapState<Long, WindowSlot<A>> windows;
    private transient WindowMap<K, A> parts;
    private transient long heldBytes;
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
        parts = new WindowMap<>(sizeMillis);
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
        hold(windowStart, partial.key, partial.accumulator);
        if (heldBytes > settings.bundleBytes()) {
            writeParts();
        }
    }

    private void hold(long windowStart, K key, A part) {
        A held = parts.putIfAbsent(windowStart, key, part);
        if (held == null) {
            heldBytes += part.sizeInBytes();
        } else {
            heldBytes -= held.sizeInBytes();
            held.mergeAll(part);
            heldBytes += held.sizeInBytes();
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        // The timers of the windows in state take along what the heap has of them. What is left is on the heap alone.
        getTimeServiceManager().orElseThrow().advanceWatermark(mark);
        parts.drainEndedBy(mark.getTimestamp(), this::endWithoutTimer);
        super.processWatermark(mark);
    }

    private void endWithoutTimer(long windowStart, K key, A part) throws Exception {
        heldBytes -= part.sizeInBytes();
        if (latenessMillis == 0) {
            giveRow(windowStart, key, part, 0);
        } else {
            // The window may be in state because it has given a row before.
            setCurrentKey(key);
            giveRow(windowStart, key, withPart(windowStart, part));
        }
    }

    @Override
    public void onEventTime(InternalTimer<K, Long> timer) throws Exception {
        long windowStart = timer.getNamespace();
        A part = parts.remove(windowStart, timer.getKey());
        heldBytes -= part == null ? 0 : part.sizeInBytes();
        WindowSlot<A> slot = part == null ? windows.get(windowStart) : withPart(windowStart, part);
        if (slot != null) {
            giveRow(windowStart, timer.getKey(), slot);
        }
    }

    /** Gives the row of the current key's window if something is new, and keeps the window while it may be corrected. */
    private void giveRow(long windowStart, K key, WindowSlot<A> slot) throws Exception {
        if (slot.changed) {
            giveRow(windowStart, key, slot.accumulator, slot.revisions);
            slot.revisions++;
            slot.changed = false;
        }
        long deadline = windowStart + sizeMillis + latenessMillis;
        if (deadline <= timers.currentWatermark()) {
            windows.remove(windowStart);
        } else {
            windows.put(windowStart, slot);
            timers.registerEventTimeTimer(windowStart, deadline);
        }
    }

    private void giveRow(long windowStart, K key, A accumulator, int revision) {
        WindowSpan window = new WindowSpan(windowStart, windowStart + sizeMillis);
        output.collect(out.replace(aggregate.rowOf().row(key, window, accumulator, revision), window.endMillis() - 1));
        rowsEmitted++;
    }

    /** Brings what is on the heap into state. */
    private void writeParts() throws Exception {
        parts.drain((windowStart, key, part) -> {
            setCurrentKey(key);
            windows.put(windowStart, withPart(windowStart, part));
            // A part of a window that has given its row is shown by a correction, at the next watermark.
            timers.registerEventTimeTimer(
                    windowStart, Math.max(windowStart + sizeMillis, timers.currentWatermark() + 1));
        });
        heldBytes = 0;
    }

    /** The window of the current key as it is in state, and a part of it that is not. */
    private WindowSlot<A> withPart(long windowStart, A part) throws Exception {
        WindowSlot<A> slot = windows.get(windowStart);
        if (slot == null) {
            slot = new WindowSlot<>();
            slot.accumulator = part;
        } else {
            slot.accumulator.mergeAll(part);
        }
        slot.changed = true;
        return slot;
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        writeParts();
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
