package io.matih.streaming.window;

import io.matih.streaming.record.RecordHash;

/** The event time of one partition of a source topic, and the part of the record hash that is the same for all of it. */
final class PartitionClock {

    private static final long NOTHING_SEEN = Long.MIN_VALUE;

    final String topic;
    final int partition;
    private final long outOfOrdernessMillis;
    private final long hashSeed;
    private long largestEventTimeMillis = NOTHING_SEEN;

    PartitionClock(String topic, int partition, long outOfOrdernessMillis) {
        this.topic = topic;
        this.partition = partition;
        this.outOfOrdernessMillis = outOfOrdernessMillis;
        this.hashSeed = RecordHash.partitionSeed(RecordHash.topicSeed(topic), partition);
    }

    /** Largest event time so far minus the out-of-orderness; the least possible value before the first event. */
    long watermarkMillis() {
        return largestEventTimeMillis == NOTHING_SEEN ? NOTHING_SEEN : largestEventTimeMillis - outOfOrdernessMillis;
    }

    void advanceTo(long eventTimeMillis) {
        largestEventTimeMillis = Math.max(largestEventTimeMillis, eventTimeMillis);
    }

    long largestEventTimeMillis() {
        return largestEventTimeMillis;
    }

    long recordHash(long offset) {
        return RecordHash.of(hashSeed, offset);
    }
}
