package io.matih.streaming.kafka;

import io.matih.streaming.record.InputRecord;
import org.jspecify.annotations.Nullable;

/** Turns the value of a record into an event, or says why it is none. Used by one thread. */
@FunctionalInterface
public interface RecordDecoder<E extends InputRecord> {

    /**
     * Fills every field of the event that it owns, outcome included, whatever the event held before. Never throws for data.
     *
     * @param value as Kafka holds it; null for a record without one
     */
    void decode(byte @Nullable [] value, E event);
}
