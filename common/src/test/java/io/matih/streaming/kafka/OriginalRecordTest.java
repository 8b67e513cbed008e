package io.matih.streaming.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.record.DeadLetter;
import io.matih.streaming.record.KafkaRecord;
import io.matih.streaming.record.LateEvent;
import io.matih.streaming.record.RecordHeader;
import io.matih.streaming.record.RejectReason;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.kafka.sink.DefaultKafkaSinkContext;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class OriginalRecordTest {

    private static final DefaultKafkaSinkContext CONTEXT =
            new DefaultKafkaSinkContext(0, 1, new java.util.Properties());

    private final KafkaRecord origin = new KafkaRecord();

    OriginalRecordTest() {
        origin.topic = "orders";
        origin.partition = 3;
        origin.offset = 42;
        origin.timestamp = 1_700;
        origin.key = new byte[] {1, 0, -1};
        origin.value = new byte[] {2, 0, -1};
    }

    @Test
    void deadLetterHasTheOriginalHeadersFirstAndOursLast() {
        origin.headers = new RecordHeader[] {header("job", "posing"), header("trace", null), header("trace", "b")};

        ProducerRecord<byte[], byte[]> written = deadLetter("tenant: expected text, got 7 – ü");

        assertThat(written.topic()).isEqualTo("orders.dead-letter");
        assertThat(written.partition()).isNull();
        assertThat(written.timestamp()).isEqualTo(1_700);
        assertThat(written.key()).isEqualTo(new byte[] {1, 0, -1});
        assertThat(written.value()).isEqualTo(new byte[] {2, 0, -1});
        assertThat(headers(written))
                .containsExactly(
                        "job=posing",
                        "trace=null",
                        "trace=b",
                        "origin.topic=orders",
                        "origin.partition=3",
                        "origin.offset=42",
                        "origin.timestamp=1700",
                        "job=billing",
                        "reason=wrong_type",
                        "detail=tenant: expected text, got 7 – ü");
        assertThat(written.headers().lastHeader("job").value()).isEqualTo("billing".getBytes(UTF_8));
    }

    @Test
    void lateEventTellsItsWindowAndTheWatermarkWithMilliseconds() {
        ProducerRecord<byte[], byte[]> written = new LateEventSerializer("orders.late", "billing")
                .serialize(
                        new LateEvent(origin, 1_795_169_700_000L, 1_795_170_600_000L, 1_795_170_600_007L),
                        CONTEXT,
                        null);

        assertThat(written.topic()).isEqualTo("orders.late");
        assertThat(headers(written))
                .containsExactly(
                        "origin.topic=orders",
                        "origin.partition=3",
                        "origin.offset=42",
                        "origin.timestamp=1700",
                        "job=billing",
                        "reason=late",
                        "late.window_start=2026-11-20T10:15:00.000Z",
                        "late.window_end=2026-11-20T10:30:00.000Z",
                        "late.watermark=2026-11-20T10:30:00.007Z");
    }

    @Test
    void nullStaysNull() {
        origin.key = null;
        origin.value = null;

        ProducerRecord<byte[], byte[]> written = deadLetter("empty");

        assertThat(written.key()).isNull();
        assertThat(written.value()).isNull();
    }

    @Test
    void recordWithoutATimestampIsWrittenAndSaysSo() {
        origin.timestamp = KafkaRecord.NO_TIMESTAMP;

        ProducerRecord<byte[], byte[]> written = deadLetter("empty");

        assertThat(written.timestamp()).isNull();
        assertThat(headers(written)).contains("origin.timestamp=-1");
    }

    private ProducerRecord<byte[], byte[]> deadLetter(String detail) {
        return new DeadLetterSerializer("orders.dead-letter", "billing")
                .serialize(new DeadLetter(origin, RejectReason.WRONG_TYPE, detail), CONTEXT, null);
    }

    private static RecordHeader header(String key, @org.jspecify.annotations.Nullable String value) {
        return new RecordHeader(key, value == null ? null : value.getBytes(UTF_8));
    }

    static List<String> headers(ProducerRecord<?, ?> record) {
        List<String> texts = new ArrayList<>();
        for (Header header : record.headers()) {
            texts.add(header.key() + "=" + (header.value() == null ? null : new String(header.value(), UTF_8)));
        }
        return texts;
    }
}
