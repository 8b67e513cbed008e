package io.matih.streaming.cdc.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets all changes pass and looks at the replication slot every few seconds. Gauges: {@code slot_lag_bytes} (written since
 * the confirmed position), {@code slot_retained_bytes} (kept by the server for the slot), {@code slot_invalid} (1 when the
 * server has given the slot up) and {@code slot_unknown} (1 while the slot cannot be looked at or does not exist).
 */
public final class SlotWatch<T> extends RichMapFunction<T, T> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(SlotWatch.class);
    private static final long INTERVAL_SECONDS = 5;

    private final Database database;
    private final Capture capture;

    private transient @Nullable ScheduledExecutorService watcher;
    private transient volatile @Nullable ReplicationSlot slot;

    private SlotWatch(Database database, Capture capture) {
        this.database = database;
        this.capture = capture;
    }

    /** The same changes, with the slot's gauges beside them. */
    public static <T> SingleOutputStreamOperator<T> beside(DataStream<T> changes, Database database, Capture capture) {
        return beside(changes, database, capture, "slot-watch");
    }

    /** The same under another uid, which never changes between releases. */
    public static <T> SingleOutputStreamOperator<T> beside(
            DataStream<T> changes, Database database, Capture capture, String uid) {
        return changes.map(new SlotWatch<T>(database, capture), changes.getType())
                .name(uid)
                .uid(uid)
                .setParallelism(1);
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        metrics.gauge("slot_lag_bytes", () -> slot == null ? 0L : slot.lagBytes());
        metrics.gauge("slot_retained_bytes", () -> slot == null ? 0L : slot.retainedBytes());
        metrics.gauge("slot_invalid", () -> slot != null && slot.isLost() ? 1 : 0);
        metrics.gauge("slot_unknown", () -> slot == null ? 1 : 0);
        watcher = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "slot-watch");
            thread.setDaemon(true);
            return thread;
        });
        // A look never throws.
        ScheduledFuture<?> unused = watcher.scheduleWithFixedDelay(this::look, 0, INTERVAL_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public T map(T change) {
        return change;
    }

    /** A failed look shows as {@code slot_unknown}; whether the job can go on is for the source to say. */
    private void look() {
        try (Connection connection = database.connect()) {
            slot = ReplicationSlot.find(connection, capture.slot());
        } catch (SQLException | RuntimeException failure) {
            slot = null;
            LOG.warn("The replication slot {} cannot be looked at: {}", capture.slot(), failure.getMessage());
        }
    }

    @Override
    public void close() {
        if (watcher != null) {
            watcher.shutdownNow();
        }
    }
}
