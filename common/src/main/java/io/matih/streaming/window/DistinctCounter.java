package io.matih.streaming.window;

import io.matih.streaming.record.InputRecord;
import java.util.ArrayList;
import java.util.List;
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
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Counts the distinct values of one shard of a key, and sends the counts to the key's window as a part of its result.
 *
 * <p>Values come in blocks, which are collected unread and brought together when the watermark reaches the window's end;
 * so the cost of a value does not depend on how many there are. Then one shard of one key is on the heap. The counts leave
 * before the watermark that ends the window, so the window's row has them.
 *
 * <p>Blocks are collected on the heap and appended to state before each checkpoint barrier, or when there are too many;
 * those of a window that opens and ends between two barriers are never in state. A shard has a timer exactly while some of
 * its values are in state.
 *
 * <p>With an allowed lateness the values that were counted stay in state that much longer, and what still comes gives the
 * counts of the values that are new.
 */
final class DistinctCounter<K, A extends WindowAccumulator<?, A>> extends AbstractStreamOperator<Partial<K, A>>
        implements OneInputStreamOperator<DistinctPart<K>, Partial<K, A>>, Triggerable<DistinctShard<K>, Long> {

    private static final long serialVersionUID = 1L;

    private static final TypeInformation<byte[]> BYTES = PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

    /** A block's array header and its place in a list. */
    private static final long BLOCK_OVERHEAD_BYTES = 24;

    private final WindowAggregate<? extends InputRecord, K, A, ?> aggregate;
    private final WindowSettings settings;

    private transient long sizeMillis;
    private transient long latenessMillis;
    private transient ListStateDescriptor<byte[]> counted;
    private transient ListStateDescriptor<byte[]> appended;
    private transient WindowMap<DistinctShard<K>, List<byte[]>> blocks;
    private transient long heldBytes;

    /** Of one shard after the other; the room for them is used again while a watermark ends windows. */
    private transient DistinctValues values;

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
        blocks = new WindowMap<>(sizeMillis);
        appended = new ListStateDescriptor<>("appended-values-v1", BYTES);
        values = new DistinctValues();
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
        blocks.getOrCreate(windowStart, part.shard, ArrayList::new).add(part.values);
        heldBytes += bytesOf(part.values);
        if (heldBytes > settings.bundleBytes()) {
            writeBlocks();
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        // The timers of the shards in state take along what the heap has of them. What is left is on the heap alone.
        getTimeServiceManager().orElseThrow().advanceWatermark(mark);
        blocks.drainEndedBy(mark.getTimestamp(), this::endWithoutTimer);
        values = new DistinctValues();
        super.processWatermark(mark);
    }

    private void endWithoutTimer(long windowStart, DistinctShard<K> shard, List<byte[]> held) throws Exception {
        release(held);
        if (latenessMillis == 0) {
            A counts = aggregate.newAccumulator().get();
            values.clear();
            count(held, counts);
            send(shard.key, windowStart, counts);
        } else {
            setCurrentKey(shard);
            countWithState(windowStart, shard, held);
        }
    }

    @Override
    public void onEventTime(InternalTimer<DistinctShard<K>, Long> timer) throws Exception {
        long windowStart = timer.getNamespace();
        DistinctShard<K> shard = timer.getKey();
        List<byte[]> held = blocks.remove(windowStart, shard);
        if (held == null) {
            held = List.of();
        }
        release(held);
        countWithState(windowStart, shard, held);
    }

    /** Takes note that these blocks leave the heap. */
    private void release(List<byte[]> held) {
        for (byte[] block : held) {
            heldBytes -= bytesOf(block);
        }
    }

    private static long bytesOf(byte[] block) {
        return block.length + BLOCK_OVERHEAD_BYTES;
    }

    /** Counts what is new in the current key's shard, and keeps its values while more may come. */
    private void countWithState(long windowStart, DistinctShard<K> shard, List<byte[]> held) throws Exception {
        A counts = aggregate.newAccumulator().get();
        values.clear();
        ListState<byte[]> kept = state(counted, windowStart);
        blocksOf(kept).forEach(values::addAll);
        int known = values.size();
        count(blocksOf(state(appended, windowStart)), counts);
        count(held, counts);
        if (values.size() > known) {
            send(shard.key, windowStart, counts);
        }
        state(appended, windowStart).clear();
        kept.clear();
        long deadline = windowStart + sizeMillis + latenessMillis;
        if (deadline > timers.currentWatermark()) {
            kept.add(values.toBytes());
            timers.registerEventTimeTimer(windowStart, deadline);
        }
    }

    /** Brings what is on the heap into state. */
    private void writeBlocks() throws Exception {
        blocks.drain((windowStart, shard, held) -> {
            setCurrentKey(shard);
            state(appended, windowStart).addAll(held);
            timers.registerEventTimeTimer(
                    windowStart, Math.max(windowStart + sizeMillis, timers.currentWatermark() + 1));
        });
        heldBytes = 0;
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        writeBlocks();
    }

    /** Never idle towards the windows, for the same reason as {@link LatenessJudge#processWatermarkStatus}. */
    @Override
    public void processWatermarkStatus(WatermarkStatus status) {}

    /** Adds blocks to the values, and counts what is new. */
    private void count(Iterable<byte[]> added, A counts) {
        DistinctAccumulator<?, ?> accumulator = (DistinctAccumulator<?, ?>) (WindowAccumulator<?, ?>) counts;
        for (byte[] block : added) {
            values.addAll(block, accumulator::countDistinct);
        }
    }

    private void send(K key, long windowStart, A counts) {
        Partial<K, A> partial = new Partial<>();
        partial.key = key;
        partial.windowStartMillis = windowStart;
        partial.accumulator = counts;
        output.collect(new StreamRecord<>(partial, windowStart + sizeMillis - 1));
    }

    private static Iterable<byte[]> blocksOf(ListState<byte[]> state) throws Exception {
        // Unlike the documented state, the one behind a namespace is null when it is empty.
        Iterable<byte[]> held = state.get();
        return held == null ? List.of() : held;
    }

    private ListState<byte[]> state(ListStateDescriptor<byte[]> descriptor, long windowStart) throws Exception {
        return getPartitionedState(windowStart, LongSerializer.INSTANCE, descriptor);
    }

    @Override
    public void onProcessingTime(InternalTimer<DistinctShard<K>, Long> timer) {
        throw new IllegalStateException("Windows have no processing-time timers");
    }
}
