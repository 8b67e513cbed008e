package io.matih.streaming.kafka;

import io.matih.streaming.record.InputRecord;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.clock.RelativeClock;

/**
 * The watermark of one partition: the largest event time of its accepted records minus the out-of-orderness, and nothing
 * before the first of them. It is that value exactly: a window has ended when {@code window_end <= watermark}.
 *
 * <p>A record with the timestamp {@link TimestampAssigner#NO_TIMESTAMP} (filtered or rejected) moves neither the watermark nor
 * idleness. A partition is idle after the idle timeout without an accepted record; while it has not had any, never before
 * {@link #SHORTEST_WAIT_FOR_FIRST_RECORD}, because a partition that is slow to start would find its records late. The clock
 * must stand still while the input is blocked by back-pressure or alignment.
 *
 * @param <E> never looked at
 */
final class EventTimeWatermarks<E> implements WatermarkGenerator<E> {

    static final Duration SHORTEST_WAIT_FOR_FIRST_RECORD = Duration.ofSeconds(10);

    private static final long NO_RECORD_YET = Long.MIN_VALUE;

    private final long outOfOrdernessMillis;
    private final long idleTimeoutNanos;
    private final RelativeClock clock;

    private long largestEventTimeMillis = NO_RECORD_YET;
    private long quietSinceNanos;
    private boolean movedSinceLastCheck;
    private boolean idle;

    EventTimeWatermarks(Duration outOfOrderness, Duration idleTimeout, RelativeClock clock) {
        this.outOfOrdernessMillis = outOfOrderness.toMillis();
        this.idleTimeoutNanos = idleTimeout.toNanos();
        this.clock = clock;
        this.quietSinceNanos = clock.relativeTimeNanos();
    }

    /** The strategy that a source applies to each of its partitions. */
    static <E extends InputRecord> WatermarkStrategy<E> strategy(EventTime eventTime) {
        Duration outOfOrderness = eventTime.outOfOrderness();
        Duration idleTimeout = eventTime.idleTimeout();
        WatermarkStrategy<E> strategy = WatermarkStrategy.<E>forGenerator(context ->
                        new EventTimeWatermarks<>(outOfOrderness, idleTimeout, context.getInputActivityClock()))
                .withTimestampAssigner((record, kafkaTimestamp) -> timestampOf(record));
        return eventTime.alignment().applyTo(strategy);
    }

    static long timestampOf(InputRecord record) {
        return switch (record.outcome) {
            case ACCEPTED -> record.eventTimeMillis;
            case FILTERED, REJECTED -> TimestampAssigner.NO_TIMESTAMP;
        };
    }

    @Override
    public void onEvent(E record, long eventTimeMillis, WatermarkOutput output) {
        if (eventTimeMillis == TimestampAssigner.NO_TIMESTAMP) {
            return;
        }
        movedSinceLastCheck = true;
        if (eventTimeMillis > largestEventTimeMillis) {
            largestEventTimeMillis = eventTimeMillis;
        }
        if (idle) {
            // At once, so that the other partitions do not run ahead of this one until the next periodic check.
            idle = false;
            emit(output);
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        long nowNanos = clock.relativeTimeNanos();
        if (movedSinceLastCheck) {
            movedSinceLastCheck = false;
            quietSinceNanos = nowNanos;
            emit(output);
        } else if (!idle && nowNanos - quietSinceNanos > patienceNanos()) {
            idle = true;
            output.markIdle();
        }
    }

    private long patienceNanos() {
        return largestEventTimeMillis == NO_RECORD_YET
                ? Math.max(idleTimeoutNanos, SHORTEST_WAIT_FOR_FIRST_RECORD.toNanos())
                : idleTimeoutNanos;
    }

    private void emit(WatermarkOutput output) {
        long lowestWithoutOverflow = Long.MIN_VALUE + outOfOrdernessMillis;
        output.emitWatermark(
                new Watermark(Math.max(largestEventTimeMillis, lowestWithoutOverflow) - outOfOrdernessMillis));
    }
}
