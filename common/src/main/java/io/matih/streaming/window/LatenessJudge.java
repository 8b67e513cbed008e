package io.matih.streaming.window;

import io.matih.streaming.accounting.LedgerState;
import io.matih.streaming.record.InputRecord;
import io.matih.streaming.record.KafkaRecord;
import io.matih.streaming.record.LateEvent;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.jspecify.annotations.Nullable;

/**
 * Decides about events that left the source's task alone because they may be late.
 *
 * <p>Hears the watermarks of all source tasks, so what it lets through before it forwards a watermark reaches every
 * window before that watermark does: after this operator nothing is late. In operator state are the watermark (see
 * {@link LatenessGuard}) and the ledger. One decision for the whole event: its sums and its distinct values go different
 * ways from here.
 *
 * <p>Side outputs: {@link WindowOutputs#LATE_EVENTS}, with the original record; the distinct values of accepted events.
 */
class LatenessJudge<K, A extends WindowAccumulator<?, A>> extends AbstractStreamOperator<Partial<K, A>>
        implements OneInputStreamOperator<Partial<K, A>, Partial<K, A>> {

    private static final long serialVersionUID = 1L;

    private final WindowSettings settings;
    private final WindowOutputs<K, A> outputs;

    private transient long sizeMillis;
    private transient long latenessMillis;
    private transient long watermarkMillis;
    private transient LatenessGuard guard;
    private transient LedgerState ledger;

    LatenessJudge(WindowAggregate<? extends InputRecord, K, A, ?> aggregate, WindowSettings settings) {
        this.settings = settings;
        this.outputs = new WindowOutputs<>(aggregate);
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        sizeMillis = settings.size().toMillis();
        latenessMillis = settings.allowedLateness().toMillis();
        watermarkMillis = Long.MIN_VALUE;
        guard = createGuard(context);
        ledger = new LedgerState(context, getMetricGroup());
    }

    LatenessGuard createGuard(StateInitializationContext context) throws Exception {
        return new LatenessGuard(context.getOperatorStateStore());
    }

    @Override
    public void processElement(StreamRecord<Partial<K, A>> element) {
        Partial<K, A> event = element.getValue();
        long windowEnd = event.windowStartMillis + sizeMillis;
        long watermark = guard.watermarkMillis(watermarkMillis);
        if (windowEnd + latenessMillis <= watermark) {
            ledger.live().late++;
            output.collect(
                    WindowOutputs.LATE_EVENTS,
                    new StreamRecord<>(new LateEvent(originOf(event), event.windowStartMillis, windowEnd, watermark)));
            return;
        }
        if (event.distinctValues != null) {
            DistinctValues values = new DistinctValues();
            values.addAll(event.distinctValues);
            outputs.sendDistinct(output, event.windowStartMillis, event.key, values);
        }
        event.origin = null;
        event.distinctValues = null;
        output.collect(element);
    }

    private static KafkaRecord originOf(Partial<?, ?> event) {
        @Nullable KafkaRecord origin = event.origin;
        if (origin == null) {
            throw new IllegalStateException("An event to be judged came without its original record");
        }
        return origin;
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        watermarkMillis = mark.getTimestamp();
        super.processWatermark(mark);
    }

    /**
     * Never idle towards the windows: they hear the sources directly too, and would go on without what is still on its
     * way through here. While all sources are idle there is no watermark anyway.
     */
    @Override
    public void processWatermarkStatus(WatermarkStatus status) {}

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        guard.snapshot(watermarkMillis);
        ledger.snapshot(context.getCheckpointId());
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        ledger.publish(checkpointId);
    }
}
