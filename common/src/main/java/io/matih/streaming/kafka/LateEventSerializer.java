package io.matih.streaming.kafka;

import io.matih.streaming.record.LateEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes a late event as its original record with the window that had ended and the watermark that judged it. */
final class LateEventSerializer implements KafkaRecordSerializationSchema<LateEvent> {

    private static final long serialVersionUID = 1L;
    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final String topic;
    private final String job;

    LateEventSerializer(String topic, String job) {
        this.topic = topic;
        this.job = job;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(LateEvent late, KafkaSinkContext context, @Nullable Long ignored) {
        ProducerRecord<byte[], byte[]> carrier = OriginalRecord.carry(late.origin, topic, job);
        OriginalRecord.addHeader(carrier, "reason", "late");
        OriginalRecord.addHeader(carrier, "late.window_start", text(late.windowStartMillis));
        OriginalRecord.addHeader(carrier, "late.window_end", text(late.windowEndMillis));
        OriginalRecord.addHeader(carrier, "late.watermark", text(late.watermarkMillis));
        return carrier;
    }

    private static String text(long epochMillis) {
        return MILLISECONDS.format(Instant.ofEpochMilli(epochMillis));
    }
}
