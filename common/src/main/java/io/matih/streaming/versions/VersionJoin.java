package io.matih.streaming.versions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Gives each row the value of its key that is valid at the row's moment: that of the version with the largest
 * {@code validFrom <= moment}.
 *
 * <p>A row waits until the watermark of the versions has reached its moment, because only then all of these are known; so
 * a replay gives the same. While the versions are idle rows wait for the watermark of the rows alone, which follows each of
 * them at once; so that input must never call itself idle (windows never do). Its watermark is remembered over restarts,
 * because Flink forgets it, and rows that wait in a restored job would go on waiting for the next event.
 *
 * <p>Rows that have just come wait on the heap and are written to state before each checkpoint barrier, or when there are too
 * many, by their moment; so a row that waits is written once and read once, however many wait with it, and one that hardly
 * waits not at all. A moment has a timer exactly while it is in state.
 *
 * <p>In keyed state are all versions of a key, for good, and the rows that wait. In operator state is the watermark of
 * the rows. {@code versions_late} counts versions that came when rows of their time may have been given already; those keep
 * the value they had.
 */
final class VersionJoin<K, R> extends AbstractStreamOperator<R>
        implements TwoInputStreamOperator<R, Version<K>, R>, Triggerable<K, Long> {

    private static final long serialVersionUID = 1L;

    /** Rows with their sketches may have tens of kilobytes. */
    private static final int MOST_ON_HEAP = 1_000;

    private final VersionedRows<K, R> spec;
    private final TypeInformation<R> rowType;

    private transient MapState<Long, String> versions;
    private transient MapState<Long, List<R>> waiting;
    private transient NavigableMap<Long, List<R>> arrived;
    private transient int arrivedRows;
    private transient ListState<Long> rowsWatermark;
    private transient long rowsWatermarkMillis;
    private transient InternalTimerService<Long> timers;
    private transient Counter lateVersions;

    VersionJoin(VersionedRows<K, R> spec, TypeInformation<R> rowType) {
        this.spec = spec;
        this.rowType = rowType;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        versions = context.getKeyedStateStore()
                .getMapState(new MapStateDescriptor<>("versions-v1", Types.LONG, Types.STRING));
        waiting = context.getKeyedStateStore()
                .getMapState(new MapStateDescriptor<>("rows-v1", Types.LONG, Types.LIST(rowType)));
        arrived = new TreeMap<>();
        rowsWatermark = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("rows-watermark-v1", Types.LONG));
        rowsWatermarkMillis = Long.MIN_VALUE;
        for (long watermark : rowsWatermark.get()) {
            rowsWatermarkMillis = Math.max(rowsWatermarkMillis, watermark);
        }
        lateVersions = getMetricGroup().counter("versions_late");
    }

    @Override
    public void open() throws Exception {
        super.open();
        timers = getInternalTimerService("moments", LongSerializer.INSTANCE, this);
        super.processWatermark1(new Watermark(rowsWatermarkMillis));
    }

    @Override
    public void processElement1(StreamRecord<R> element) throws Exception {
        R row = element.getValue();
        long moment = spec.momentOf().apply(row);
        if (moment <= timers.currentWatermark()) {
            emit(row, moment);
        } else {
            arrived.computeIfAbsent(moment, unused -> new ArrayList<>()).add(row);
            arrivedRows++;
            if (arrivedRows >= MOST_ON_HEAP) {
                writeArrived();
            }
        }
    }

    private void writeArrived() throws Exception {
        for (Map.Entry<Long, List<R>> rows : arrived.entrySet()) {
            for (R row : rows.getValue()) {
                setCurrentKey(spec.keyOf().apply(row));
                writeToState(rows.getKey(), row);
            }
        }
        arrived.clear();
        arrivedRows = 0;
    }

    private void writeToState(long moment, R row) throws Exception {
        List<R> rows = waiting.get(moment);
        if (rows == null) {
            rows = new ArrayList<>();
        }
        rows.add(row);
        waiting.put(moment, rows);
        timers.registerEventTimeTimer(moment, moment);
    }

    @Override
    public void processElement2(StreamRecord<Version<K>> element) throws Exception {
        Version<K> version = element.getValue();
        if (version.validFromMillis <= timers.currentWatermark()) {
            lateVersions.inc();
        }
        versions.put(version.validFromMillis, version.value);
    }

    @Override
    public void onEventTime(InternalTimer<K, Long> timer) throws Exception {
        long moment = timer.getNamespace();
        List<R> rows = waiting.get(moment);
        if (rows != null) {
            for (R row : rows) {
                emit(row, moment);
            }
            waiting.remove(moment);
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<K, Long> timer) {
        throw new IllegalStateException("Rows have no processing-time timers");
    }

    private void emit(R row, long moment) throws Exception {
        long newest = Long.MIN_VALUE;
        String value = null;
        for (Map.Entry<Long, String> version : versions.entries()) {
            if (version.getKey() <= moment && version.getKey() >= newest) {
                newest = version.getKey();
                value = version.getValue();
            }
        }
        output.collect(new StreamRecord<>(spec.withValue().apply(row, value)));
    }

    @Override
    public void processWatermark1(Watermark watermark) throws Exception {
        rowsWatermarkMillis = Math.max(rowsWatermarkMillis, watermark.getTimestamp());
        super.processWatermark1(watermark);
    }

    /** Hears the smaller of both inputs' watermarks. */
    @Override
    public void processWatermark(Watermark watermark) throws Exception {
        while (!arrived.isEmpty() && arrived.firstKey() <= watermark.getTimestamp()) {
            Map.Entry<Long, List<R>> rows = arrived.pollFirstEntry();
            arrivedRows -= rows.getValue().size();
            for (R row : rows.getValue()) {
                setCurrentKey(spec.keyOf().apply(row));
                emit(row, rows.getKey());
            }
        }
        super.processWatermark(watermark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        writeArrived();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        rowsWatermark.update(List.of(rowsWatermarkMillis));
    }
}
