package io.matih.streaming.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.record.Outcome;
import io.matih.streaming.record.RejectReason;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.util.Collector;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordDeserializerTest {

    private static final long NOW = 10_000_000;
    private static final long SKEW = 300_000;

    private final RecordDeserializer<TestEvent> deserializer = new RecordDeserializer<>(
            TestEvent.FORMAT, Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC), Duration.ofMillis(SKEW));
    private final EmittedEvents emitted = new EmittedEvents();

    @BeforeEach
    void open() {
        deserializer.open(null);
    }

    @Test
    void keepsTheRecordByteForByte() {
        byte[] key = {1, 2};
        byte[] value = "500".getBytes(UTF_8);
        RecordHeaders headers = new RecordHeaders();
        headers.add("a", new byte[] {9}).add("b", null).add("a", new byte[] {8});

        deserializer.deserialize(record(700, key, value, headers), emitted);

        TestEvent event = emitted.only();
        assertThat(event.origin.topic).isEqualTo("orders");
        assertThat(event.origin.partition).isEqualTo(3);
        assertThat(event.origin.offset).isEqualTo(42);
        assertThat(event.origin.timestamp).isEqualTo(700);
        assertThat(event.origin.key).isSameAs(key);
        assertThat(event.origin.value).isEqualTo(ByteBuffer.wrap(value));
        assertThat(event.origin.headers).extracting(header -> header.key).containsExactly("a", "b", "a");
        assertThat(event.origin.headers)
                .extracting(header -> header.value)
                .containsExactly(new byte[] {9}, null, new byte[] {8});
        assertThat(event.outcome).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void reusesOneEventAndLeavesNothingOfTheRecordBefore() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("a", new byte[] {9});

        deserializer.deserialize(record(700, new byte[] {1}, "500".getBytes(UTF_8), headers), emitted);
        deserializer.deserialize(record(-1, null, null, new RecordHeaders()), emitted);

        assertThat(emitted.events).hasSize(2);
        TestEvent event = emitted.events.get(1);
        assertThat(event).isSameAs(emitted.events.get(0));
        assertThat(event.origin.key).isNull();
        assertThat(event.origin.value).isNull();
        assertThat(event.origin.headers).isEmpty();
        assertThat(event.outcome).isEqualTo(Outcome.REJECTED);
    }

    @ParameterizedTest(name = "record at {0}, event at {1}: {2}")
    @CsvSource({
        // The record's own timestamp counts, now = 10,000,000 and skew = 300,000.
        "9000000, 9300000, accepted",
        "9000000, 9300001, rejected",
        // Missing, or ahead of the clock: the clock counts.
        "-1, 10300000, accepted",
        "-1, 10300001, rejected",
        "10000001, 10300000, accepted",
        "10000001, 10300001, rejected",
        "10000000, 10300000, accepted",
    })
    void eventFromTheFutureIsRejected(long recordMillis, long eventMillis, String verdict) {
        deserializer.deserialize(
                record(recordMillis, null, Long.toString(eventMillis).getBytes(UTF_8), new RecordHeaders()), emitted);

        TestEvent event = emitted.only();
        assertThat(event.outcome).isEqualTo(verdict.equals("accepted") ? Outcome.ACCEPTED : Outcome.REJECTED);
        assertThat(event.reason).isEqualTo(verdict.equals("accepted") ? null : RejectReason.FUTURE_TIMESTAMP);
    }

    @Test
    void detailOfAFutureEventNamesBothTimes() {
        deserializer.deserialize(record(0, null, "300001".getBytes(UTF_8), new RecordHeaders()), emitted);

        assertThat(emitted.only().detail)
                .isEqualTo("timestamp: expected at most PT5M after 1970-01-01T00:00:00Z (Kafka record timestamp), got"
                        + " 1970-01-01T00:05:00.001Z");
    }

    @Test
    void faultOfTheDecoderIsNotJudgedAgain() {
        deserializer.deserialize(record(0, null, "skip".getBytes(UTF_8), new RecordHeaders()), emitted);

        assertThat(emitted.only().outcome).isEqualTo(Outcome.FILTERED);
    }

    @Test
    void travelsWithTheJobGraph() throws Exception {
        RecordDeserializer<TestEvent> shipped = InstantiationUtil.clone(
                new RecordDeserializer<>(TestEvent.FORMAT, Clock.systemUTC(), Duration.ofMinutes(5)));

        shipped.open(null);
        shipped.deserialize(record(700, null, "500".getBytes(UTF_8), new RecordHeaders()), emitted);

        assertThat(emitted.only().eventTimeMillis).isEqualTo(500);
    }

    /** As a consumer gives it that is typed for arrays and reads values in place. */
    @SuppressWarnings("unchecked")
    private static ConsumerRecord<byte[], byte[]> record(
            long timestamp, byte @Nullable [] key, byte @Nullable [] value, RecordHeaders headers) {
        ByteBuffer fetched = value == null ? null : ByteBuffer.wrap(value);
        ConsumerRecord<?, ?> record = new ConsumerRecord<>(
                "orders", 3, 42, timestamp, TimestampType.CREATE_TIME, -1, -1, key, fetched, headers, Optional.empty());
        return (ConsumerRecord<byte[], byte[]>) record;
    }

    private static final class EmittedEvents implements Collector<TestEvent> {

        final List<TestEvent> events = new ArrayList<>();

        TestEvent only() {
            assertThat(events).hasSize(1);
            return events.get(0);
        }

        @Override
        public void collect(TestEvent event) {
            events.add(event);
        }

        @Override
        public void close() {}
    }
}
