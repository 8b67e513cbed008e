package io.matih.streaming.kafka;

import java.nio.ByteBuffer;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Gives the value of a record where the consumer has fetched it. A copy of each would cost some tenth of a job's CPU time.
 *
 * <p>Flink's source is typed for arrays but looks at no value: it hands the record over as it is. It refuses a deserializer that says
 * itself that it gives something else, and takes one that inherits it, as this does.
 */
public final class ValueInPlace extends ByteBufferDeserializer {

    /** To be called on a consumer's properties; all its records have to be read with {@link #of}. */
    static void configure(Properties consumer) {
        consumer.setProperty(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ValueInPlace.class.getName());
    }

    /** The value of a record of a consumer that was configured for it; null for a record without one. */
    static @Nullable ByteBuffer of(ConsumerRecord<?, ?> record) {
        return (ByteBuffer) record.value();
    }
}
