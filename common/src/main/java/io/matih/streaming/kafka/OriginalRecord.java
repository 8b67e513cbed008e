package io.matih.streaming.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.matih.streaming.record.KafkaRecord;
import io.matih.streaming.record.RecordHeader;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes the record that carries an original record to another topic: its key, value, timestamp and headers as they were, then headers
 * that say where it came from. Readers take the last header of a name, so an original cannot pose as ours.
 */
final class OriginalRecord {

    private OriginalRecord() {}

    static ProducerRecord<byte[], byte[]> carry(KafkaRecord origin, String topic, String job) {
        // Producers refuse negative timestamps, of which "none" is one.
        Long timestamp = origin.timestamp < 0 ? null : origin.timestamp;
        ProducerRecord<byte[], byte[]> carrier = new ProducerRecord<>(topic, null, timestamp, origin.key, origin.value);
        for (RecordHeader header : origin.headers) {
            carrier.headers().add(header.key, header.value);
        }
        addHeader(carrier, "origin.topic", origin.topic);
        addHeader(carrier, "origin.partition", Integer.toString(origin.partition));
        addHeader(carrier, "origin.offset", Long.toString(origin.offset));
        addHeader(carrier, "origin.timestamp", Long.toString(origin.timestamp));
        addHeader(carrier, "job", job);
        return carrier;
    }

    static void addHeader(ProducerRecord<?, ?> carrier, String key, String text) {
        carrier.headers().add(key, text.getBytes(UTF_8));
    }
}
