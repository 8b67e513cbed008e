package io.matih.streaming.kafka;

import io.matih.streaming.record.InputRecord;
import io.matih.streaming.record.KafkaRecord;
import io.matih.streaming.record.RecordHeader;
import java.time.Clock;
import java.time.Duration;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Emits one event for every Kafka record, good or bad: what it is made of, what the decoder made of it, and whether it is from the
 * future.
 *
 * <p>Runs in the task's thread and emits the same instance each time: the operator behind it must be chained, with object reuse
 * on, and keep only copies. It counts nothing.
 */
final class RecordDeserializer<E extends InputRecord> implements KafkaRecordDeserializationSchema<E> {

    private static final long serialVersionUID = 1L;
    private static final RecordHeader[] NO_HEADERS = {};

    private final Class<E> eventClass;
    private final SerializableSupplier<E> newEvent;
    private final SerializableSupplier<RecordDecoder<E>> newDecoder;
    private final FutureCheck futureCheck;

    @SuppressWarnings("NullAway.Init") // Set by open.
    private transient E event;

    @SuppressWarnings("NullAway.Init") // Set by open.
    private transient RecordDecoder<E> decoder;

    RecordDeserializer(EventFormat<E> format, Clock clock, Duration futureSkew) {
        this.eventClass = format.eventClass();
        this.newEvent = format.newEvent();
        this.newDecoder = format.newDecoder();
        this.futureCheck = new FutureCheck(clock, futureSkew);
    }

    @Override
    public void open(DeserializationSchema.@Nullable InitializationContext context) {
        event = newEvent.get();
        decoder = newDecoder.get();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<E> output) {
        KafkaRecord origin = event.origin;
        origin.topic = record.topic();
        origin.partition = record.partition();
        origin.offset = record.offset();
        origin.timestamp = record.timestamp();
        origin.key = record.key();
        origin.value = record.value();
        origin.headers = headers(record.headers());

        decoder.decode(origin.value, event);
        futureCheck.judge(event);
        output.collect(event);
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

    @Override
    public TypeInformation<E> getProducedType() {
        return TypeInformation.of(eventClass);
    }
}
