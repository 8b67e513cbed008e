package io.matih.streaming.window;

/** A {@link PartitionClock} in a checkpoint. */
public final class PartitionTime {

    public String topic = "";
    public int partition;
    public long largestEventTimeMillis;

    public PartitionTime() {}

    PartitionTime(PartitionClock clock) {
        topic = clock.topic;
        partition = clock.partition;
        largestEventTimeMillis = clock.largestEventTimeMillis();
    }
}
