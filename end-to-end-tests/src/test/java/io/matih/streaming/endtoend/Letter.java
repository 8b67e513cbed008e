package io.matih.streaming.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record that can be compared: each byte of key and value is a character.
 *
 * @param headers as {@code name=value}, in their order
 */
public record Letter(@Nullable String key, @Nullable String value, long timestamp, List<String> headers) {

    public static Letter of(ConsumerRecord<byte[], byte[]> record) {
        List<String> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(header.key() + "=" + new String(header.value(), UTF_8));
        }
        return new Letter(characters(record.key()), characters(record.value()), record.timestamp(), headers);
    }

    /** This record as something to send. */
    public ProducerRecord<byte[], byte[]> to(String topic, int partition) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, partition, timestamp, bytes(key), bytes(value));
        for (String header : headers) {
            int equals = header.indexOf('=');
            record.headers()
                    .add(
                            header.substring(0, equals),
                            header.substring(equals + 1).getBytes(UTF_8));
        }
        return record;
    }

    /** The same record with these headers behind its own. */
    public Letter with(List<String> more) {
        List<String> all = new ArrayList<>(headers);
        all.addAll(more);
        return new Letter(key, value, timestamp, all);
    }

    /** The same record with nothing but the name left of a header. */
    public Letter withoutValueOf(String header) {
        List<String> all = new ArrayList<>(headers);
        all.replaceAll(text -> text.startsWith(header + "=") && text.length() > header.length() + 1 ? header : text);
        return new Letter(key, value, timestamp, all);
    }

    public static @Nullable String characters(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, ISO_8859_1);
    }

    private static byte @Nullable [] bytes(@Nullable String characters) {
        return characters == null ? null : characters.getBytes(ISO_8859_1);
    }
}
