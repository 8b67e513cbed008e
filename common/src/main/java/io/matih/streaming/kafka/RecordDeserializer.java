package io.matih.streaming.kafka;

import io.matih.streaming.record.InputRecord;
import java.time.Clock;
import java.time.Duration;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Emits the event of every Kafka record, as {@link EventReader} makes it. The consumer has to read values with {@link ValueInPlace}.
 *
 * <p>Runs in the task's thread and emits the same instance each time: the operator behind it must be chained, with object reuse
 * on, and keep only copies. It counts nothing.
 */
final class RecordDeserializer<E extends InputRecord> implements KafkaRecordDeserializationSchema<E> {

    private static final long serialVersionUID = 1L;

    private final Class<E> eventClass;
    private final SerializableSupplier<E> newEvent;
    private final SerializableSupplier<RecordDecoder<E>> newDecoder;
    private final FutureCheck futureCheck;

    @SuppressWarnings("NullAway.Init") // Set by open.
    private transient EventReader<E> reader;

    RecordDeserializer(EventFormat<E> format, Clock clock, Duration futureSkew) {
        this.eventClass = format.eventClass();
        this.newEvent = format.newEvent();
        this.newDecoder = format.newDecoder();
        this.futureCheck = new FutureCheck(clock, futureSkew);
    }

    @Override
    public void open(DeserializationSchema.@Nullable InitializationContext context) {
        reader = new EventReader<>(new EventFormat<>(eventClass, newEvent, newDecoder), futureCheck);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<E> output) {
        output.collect(reader.read(record, ValueInPlace.of(record)));
    }

    @Override
    public TypeInformation<E> getProducedType() {
        return TypeInformation.of(eventClass);
    }
}
