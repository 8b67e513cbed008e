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
     * @param value as Kafka holds it, from the buffer's position to its limit, backed by an array and not to be changed in any way;
     *     null for a record without one. What the event refers to of it stays as it is while the event is read.
     */
    void decode(@Nullable ByteBuffer value, E event);
}
