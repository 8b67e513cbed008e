package io.matih.streaming.kafka;

import io.matih.streaming.record.InputRecord;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * How a job reads its records. Both suppliers travel with the job graph and are asked once per task.
 *
 * <pre>{@code
 * new EventFormat<>(Call.class, Call::new, () -> new CallDecoder()::decode)
 * }</pre>
 */
public record EventFormat<E extends InputRecord>(
        Class<E> eventClass, SerializableSupplier<E> newEvent, SerializableSupplier<RecordDecoder<E>> newDecoder) {}
