package io.matih.streaming.record;

import org.jspecify.annotations.Nullable;

/**
 * A record as it came from its source topic, byte for byte. Topic, partition and offset are its identity.
 *
 * <p>The arrays are never written to.
 */
public final class KafkaRecord {

    /** What Kafka reports for a record without a timestamp. */
    public static final long NO_TIMESTAMP = -1L;

    public String topic = "";
    public int partition;
    public long offset;
    /** Epoch milliseconds as the broker holds it, or {@link #NO_TIMESTAMP}. */
    public long timestamp = NO_TIMESTAMP;

    public byte @Nullable [] key;
    public byte @Nullable [] value;
    public RecordHeader[] headers = {};
}
