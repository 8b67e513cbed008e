package io.matih.streaming.versions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
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
 * <p>In keyed state are all versions of a key, for good, and the rows that wait. In operator state is the watermark of
 * the rows. {@code versions_late} counts versions that came when rows of their time may have been given already; those keep
 * the value they had.
 */
final class VersionJoin<K, R> extends AbstractStreamOperator<R>
        implements TwoInputStreamOperator<R, Version<K>, R>, Triggerable<K, VoidNamespace> {

    private static final long serialVersionUID = 1L;

    private final VersionedRows<K, R> spec;
    private final TypeInformation<R> rowType;

    private transient MapState<Long, String> versions;
    private transient ListState<R> waiting;
    private transient ListState<Long> rowsWatermark;
    private transient long rowsWatermarkMillis;
    private transient InternalTimerService<VoidNamespace> timers;
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
        waiting = context.getKeyedStateStore().getListState(new ListStateDescriptor<>("rows-v1", rowType));
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
        timers = getInternalTimerService("moments", VoidNamespaceSerializer.INSTANCE, this);
        super.processWatermark1(new Watermark(rowsWatermarkMillis));
    }

    @Override
    public void processElement1(StreamRecord<R> element) throws Exception {
        R row = element.getValue();
        long moment = spec.momentOf().apply(row);
        if (moment <= timers.currentWatermark()) {
            emit(row, moment);
        } else {
            waiting.add(row);
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, moment);
        }
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
    public void onEventTime(InternalTimer<K, VoidNamespace> timer) throws Exception {
        List<R> stillWaiting = new ArrayList<>();
        for (R row : waiting.get()) {
            long moment = spec.momentOf().apply(row);
            if (moment <= timer.getTimestamp()) {
                emit(row, moment);
            } else {
                stillWaiting.add(row);
            }
        }
        waiting.update(stillWaiting);
    }

    @Override
    public void onProcessingTime(InternalTimer<K, VoidNamespace> timer) {
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

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        rowsWatermark.update(List.of(rowsWatermarkMillis));
    }
}
