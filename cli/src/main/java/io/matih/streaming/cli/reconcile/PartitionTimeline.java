package io.matih.streaming.cli.reconcile;

import io.matih.streaming.record.KafkaRecord;

/**
 * The event time of one partition, recomputed in the order of its offsets. Times are epoch milliseconds.
 *
 * <p>An event is never late while its window ends after the largest event time before it minus the out-of-orderness. The
 * exception is a partition that had been idle: the others may have ended the window without it. Idleness is a matter of
 * the job's clock; what can be known of it afterwards are the Kafka timestamps.
 */
final class PartitionTimeline {

    private final long outOfOrdernessMillis;
    private final long quietMillis;
    private long largestEventTime;
    private long newestArrival = Long.MIN_VALUE;

    /**
     * @param largestEventTime no record before the first one that is read is newer; the least value when there is none
     * @param quietMillis without an event for so long, a partition may have been idle
     */
    PartitionTimeline(long largestEventTime, long outOfOrdernessMillis, long quietMillis) {
        this.largestEventTime = largestEventTime;
        this.outOfOrdernessMillis = outOfOrdernessMillis;
        this.quietMillis = quietMillis;
    }

    /** Whether an event whose window takes events until then cannot have been late. */
    boolean isInTime(long windowDeadline, long kafkaTimestamp) {
        boolean endedByOwnClock =
                largestEventTime != Long.MIN_VALUE && windowDeadline <= largestEventTime - outOfOrdernessMillis;
        return !endedByOwnClock && !mayHaveBeenIdle(kafkaTimestamp);
    }

    private boolean mayHaveBeenIdle(long kafkaTimestamp) {
        return newestArrival == Long.MIN_VALUE
                || kafkaTimestamp == KafkaRecord.NO_TIMESTAMP
                || kafkaTimestamp - newestArrival >= quietMillis;
    }

    void advance(long eventTime, long kafkaTimestamp) {
        largestEventTime = Math.max(largestEventTime, eventTime);
        newestArrival = Math.max(newestArrival, kafkaTimestamp);
    }
}
