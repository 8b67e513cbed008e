package io.matih.streaming.kafka;

import io.matih.streaming.record.DeadLetter;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes a dead letter as its original record with {@code reason} and {@code detail} headers. */
final class DeadLetterSerializer implements KafkaRecordSerializationSchema<DeadLetter> {

    private static final long serialVersionUID = 1L;

    private final String topic;
    private final String job;

    DeadLetterSerializer(String topic, String job) {
        this.topic = topic;
        this.job = job;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            DeadLetter letter, KafkaSinkContext context, @Nullable Long ignored) {
        ProducerRecord<byte[], byte[]> carrier = OriginalRecord.carry(letter.origin, topic, job);
        OriginalRecord.addHeader(carrier, "reason", letter.reason.code());
        OriginalRecord.addHeader(carrier, "detail", letter.detail);
        return carrier;
    }
}
