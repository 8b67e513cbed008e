package io.matih.streaming.platform.generator;

import io.matih.streaming.record.RejectReason;
import org.jspecify.annotations.Nullable;

/** A record for Kafka, and what has to become of it. */
public final class GeneratedRecord {

    private final RecordKind kind;
    private final String key;
    private final byte @Nullable [] value;
    private final long timestampMillis;
    private final @Nullable RejectReason reason;

    /**
     * @param value null for a record without one
     * @param timestampMillis Kafka's record timestamp
     * @param reason why it is to be a dead letter; null when it is none
     */
    public GeneratedRecord(
            RecordKind kind, String key, byte @Nullable [] value, long timestampMillis, @Nullable RejectReason reason) {
        this.kind = kind;
        this.key = key;
        this.value = value;
        this.timestampMillis = timestampMillis;
        this.reason = reason;
    }

    /** The same event sent again at another moment. */
    GeneratedRecord sentAgainAt(long otherTimestampMillis) {
        RecordKind again = kind == RecordKind.GOOD ? RecordKind.DUPLICATE : kind;
        return new GeneratedRecord(again, key, value, otherTimestampMillis, reason);
    }

    /** What a job is meant to do with it. */
    public RecordKind kind() {
        return kind;
    }

    /** Kafka's key; decides the partition. */
    public String key() {
        return key;
    }

    /** The bytes, not copied; null for a record without a value. */
    public byte @Nullable [] value() {
        return value;
    }

    /** Kafka's record timestamp, in milliseconds since the epoch. */
    public long timestampMillis() {
        return timestampMillis;
    }

    /** Why it is to be a dead letter; null when it is none. */
    public @Nullable RejectReason reason() {
        return reason;
    }
}
