package io.matih.streaming.kafka;

import io.matih.streaming.record.InputRecord;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Turns the value of a record into an event, or says why it is none. Used by one thread. */
@FunctionalInterface
public interface RecordDecoder<E extends InputRecord> {

    /**
     * Fills every field of the event that it owns, outcome included, whatever the event held before. Never throws for data.
     *
     * @param value as Kafka holds it, from the buffer's position to its limit, backed by an array; null for a record without one.
     *     Bytes, position and limit are not to be changed. The event may refer to the bytes: they stay as they are.
     */
    void decode(@Nullable ByteBuffer value, E event);
}
