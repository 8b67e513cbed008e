package io.matih.streaming.window;

import io.matih.streaming.record.InputRecord;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Counts the distinct values of one shard of a key, and sends the counts to the key's window as a part of its result.
 *
 * <p>Values are appended to state unread, one append for each bundle, and brought together when the watermark reaches the
 * window's end; so the cost of a value does not depend on how many there are. On the heap is then one shard of one key.
 * The counts leave before the watermark that ends the window, so the window's row has them.
 *
 * <p>With an allowed lateness the values that were counted stay in state that much longer, and what still comes gives the
 * counts of the values that are new.
 */
final class DistinctCounter<K, A extends WindowAccumulator<?, A>> extends AbstractStreamOperator<Partial<K, A>>
        implements OneInputStreamOperator<DistinctPart<K>, Partial<K, A>>, Triggerable<DistinctShard<K>, Long> {

    private static final long serialVersionUID = 1L;

    private static final TypeInformation<byte[]> BYTES = PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

    private final WindowAggregate<? extends InputRecord, K, A, ?> aggregate;
    private final WindowSettings settings;

    private transient long sizeMillis;
    private transient long latenessMillis;
    private transient ListStateDescriptor<byte[]> counted;
    private transient ListStateDescriptor<byte[]> appended;
    private transient InternalTimerService<Long> timers;

    DistinctCounter(WindowAggregate<? extends InputRecord, K, A, ?> aggregate, WindowSettings settings) {
        this.aggregate = aggregate;
        this.settings = settings;
    }

    @Override
    public void open() throws Exception {
        super.open();
        sizeMillis = settings.size().toMillis();
        latenessMillis = settings.allowedLateness().toMillis();
        counted = new ListStateDescriptor<>("counted-values-v1", BYTES);
        appended = new ListStateDescriptor<>("appended-values-v1", BYTES);
        timers = getInternalTimerService("window-ends", LongSerializer.INSTANCE, this);
    }

    @Override
    public void processElement(StreamRecord<DistinctPart<K>> element) throws Exception {
        DistinctPart<K> part = element.getValue();
        long windowStart = part.windowStartMillis;
        long windowEnd = windowStart + sizeMillis;
        long currentWatermark = timers.currentWatermark();
        if (windowEnd + latenessMillis <= currentWatermark) {
            throw new IllegalStateException(("Distinct values reached the window ending at %d after the watermark %d;"
                            + " they had been sent as certainly in time")
                    .formatted(windowEnd, currentWatermark));
        }
        state(appended, windowStart).add(part.values);
        timers.registerEventTimeTimer(windowStart, Math.max(windowEnd, currentWatermark + 1));
        if (latenessMillis > 0) {
            timers.registerEventTimeTimer(windowStart, windowEnd + latenessMillis);
        }
    }

    @Override
    public void onEventTime(InternalTimer<DistinctShard<K>, Long> timer) throws Exception {
        long windowStart = timer.getNamespace();
        long windowEnd = windowStart + sizeMillis;
        DistinctValues values = new DistinctValues();
        addAll(values, state(counted, windowStart));
        int known = values.size();
        addAll(values, state(appended, windowStart));
        if (values.size() > known) {
            sendCounts(timer.getKey().key, windowStart, windowEnd, values, known);
        }
        state(appended, windowStart).clear();
        ListState<byte[]> kept = state(counted, windowStart);
        kept.clear();
        if (timer.getTimestamp() < windowEnd + latenessMillis) {
            kept.add(values.toBytes());
        }
    }

    /** Never idle towards the windows, for the same reason as {@link LatenessJudge#processWatermarkStatus}. */
    @Override
    public void processWatermarkStatus(WatermarkStatus status) {}

    private void sendCounts(K key, long windowStart, long windowEnd, DistinctValues values, int from) {
        A accumulator = aggregate.newAccumulator().get();
        DistinctAccumulator<?, ?> counts = (DistinctAccumulator<?, ?>) (WindowAccumulator<?, ?>) accumulator;
        for (int entry = from; entry < values.size(); entry++) {
            counts.countDistinct(values.set(entry), values.group(entry), values.value(entry));
        }
        Partial<K, A> partial = new Partial<>();
        partial.key = key;
        partial.windowStartMillis = windowStart;
        partial.accumulator = accumulator;
        output.collect(new StreamRecord<>(partial, windowEnd - 1));
    }

    private static void addAll(DistinctValues values, ListState<byte[]> state) throws Exception {
        // Unlike the documented state, the one behind a namespace is null when it is empty.
        Iterable<byte[]> parts = state.get();
        if (parts != null) {
            for (byte[] bytes : parts) {
                values.addAll(bytes);
            }
        }
    }

    private ListState<byte[]> state(ListStateDescriptor<byte[]> descriptor, long windowStart) throws Exception {
        return getPartitionedState(windowStart, LongSerializer.INSTANCE, descriptor);
    }

    @Override
    public void onProcessingTime(InternalTimer<DistinctShard<K>, Long> timer) {
        throw new IllegalStateException("Windows have no processing-time timers");
    }
}
