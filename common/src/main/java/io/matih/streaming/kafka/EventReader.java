package io.matih.streaming.kafka;

import io.matih.streaming.record.FetchedRecord;
import io.matih.streaming.record.InputRecord;
import io.matih.streaming.record.RecordHeader;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Makes one event of every Kafka record, good or bad: what it is made of, what the decoder made of it, and whether it is from the
 * future. Used by one thread; gives the same instance each time.
 */
public final class EventReader<E extends InputRecord> {

    private static final RecordHeader[] NO_HEADERS = {};

    private final E event;
    private final RecordDecoder<E> decoder;
    private final FutureCheck futureCheck;

    /** A reader for records of this format; the clock stands in for record timestamps that are missing or wrong. */
    public EventReader(EventFormat<E> format, Clock clock, Duration futureSkew) {
        this(format, new FutureCheck(clock, futureSkew));
    }

    EventReader(EventFormat<E> format, FutureCheck futureCheck) {
        this.event = format.newEvent().get();
        this.decoder = format.newDecoder().get();
        this.futureCheck = futureCheck;
    }

    /**
     * The event of a record; valid until the next call.
     *
     * @param value the record's, backed by an array; null when it has none
     */
    public E read(ConsumerRecord<byte[], ?> record, @Nullable ByteBuffer value) {
        FetchedRecord origin = event.origin;
        origin.topic = record.topic();
        origin.partition = record.partition();
        origin.offset = record.offset();
        origin.timestamp = record.timestamp();
        origin.key = record.key();
        origin.value = value;
        origin.headers = headers(record.headers());

        decoder.decode(value, event);
        futureCheck.judge(event);
        return event;
    }

    private static RecordHeader[] headers(Headers headers) {
        Header[] read = headers.toArray();
        if (read.length == 0) {
            return NO_HEADERS;
        }
        RecordHeader[] copied = new RecordHeader[read.length];
        for (int i = 0; i < read.length; i++) {
            copied[i] = new RecordHeader(read[i].key(), read[i].value());
        }
        return copied;
    }
}
