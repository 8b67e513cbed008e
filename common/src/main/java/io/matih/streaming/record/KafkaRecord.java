package io.matih.streaming.record;

import org.jspecify.annotations.Nullable;

/**
 * A record as it came from its source topic, byte for byte. Topic, partition and offset are its identity.
 *
 * <p>A plain mutable class: a source reuses one instance per task, so whoever keeps a record keeps a {@link #copy()}.
 * The arrays are never written to after they were read and are shared by copies.
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

    /** A record of its own with the same content; the arrays are shared. */
    public KafkaRecord copy() {
        KafkaRecord copy = new KafkaRecord();
        copy.topic = topic;
        copy.partition = partition;
        copy.offset = offset;
        copy.timestamp = timestamp;
        copy.key = key;
        copy.value = value;
        copy.headers = headers;
        return copy;
    }
}
