package io.matih.streaming.record;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A record while it is being read, with its value still among the bytes that the consumer has fetched. Topic, partition and offset
 * are its identity.
 *
 * <p>A source reuses one instance per task. Whoever keeps the record or sends it on keeps a {@link #copy()}.
 */
public final class FetchedRecord {

    public String topic = "";
    public int partition;
    public long offset;
    /** Epoch milliseconds as the broker holds it, or {@link KafkaRecord#NO_TIMESTAMP}. */
    public long timestamp = KafkaRecord.NO_TIMESTAMP;

    public byte @Nullable [] key;

    /** From its position to its limit, backed by an array, and not to be changed in any way; does not travel to another task. */
    public transient @Nullable ByteBuffer value;

    public RecordHeader[] headers = {};

    /** A record of its own with the same content; the key and the headers are shared. */
    public KafkaRecord copy() {
        KafkaRecord copy = new KafkaRecord();
        copy.topic = topic;
        copy.partition = partition;
        copy.offset = offset;
        copy.timestamp = timestamp;
        copy.key = key;
        copy.value = copyOfValue();
        copy.headers = headers;
        return copy;
    }

    private byte @Nullable [] copyOfValue() {
        ByteBuffer fetched = value;
        if (fetched == null) {
            return null;
        }
        byte[] copy = new byte[fetched.remaining()];
        fetched.get(fetched.position(), copy);
        return copy;
    }
}
