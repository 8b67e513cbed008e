package io.matih.streaming.record;

import org.jspecify.annotations.Nullable;

/** One Kafka header. Kafka allows the same key more than once and a null value. */
public final class RecordHeader {

    public String key = "";
    public byte @Nullable [] value;

    public RecordHeader() {}

    public RecordHeader(String key, byte @Nullable [] value) {
        this.key = key;
        this.value = value;
    }
}
