package io.matih.streaming.decode;

import static io.matih.streaming.decode.SampleEvents.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.record.InputRecord;
import io.matih.streaming.record.Outcome;
import io.matih.streaming.record.RejectReason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JsonEventDecoderTest {

    private static final byte[] AFTER = utf8("\",\"sensor\":\"x\"}]}");

    private final ReadingDecoder decoder = new ReadingDecoder(DecodeLimits.DEFAULT);
    private final Reading reading = new Reading();

    @Test
    void goodRecordIsAccepted() {
        decode("{\"kind\":\"reading\",\"sensor\":\"s1\",\"timestamp\":\"1970-01-01T00:00:01Z\"}");

        assertThat(reading.outcome).isEqualTo(Outcome.ACCEPTED);
        assertThat(reading.reason).isNull();
        assertThat(reading.detail).isNull();
        assertThat(reading.sensor).isEqualTo("s1");
        assertThat(reading.eventTimeMillis).isEqualTo(1_000);
    }

    @Test
    void filteredRecordIsNotJudgedFurther() {
        decode("{\"kind\":\"other\",\"sensor\":1}");

        assertThat(reading.outcome).isEqualTo(Outcome.FILTERED);
        assertThat(reading.reason).isNull();
        assertThat(reading.detail).isNull();
    }

    @Test
    void filterFieldIsJudgedFirst() {
        assertRejected("{\"kind\":1}", RejectReason.WRONG_TYPE, "kind: expected a string, but got 1");
        assertRejected(
                "{\"kind\":\" \",\"sensor\":1}",
                RejectReason.MISSING_FIELD,
                "kind: expected a string that is not blank, but got \" \"");
    }

    @Test
    void fieldsAreJudgedInTheOrderOfReading() {
        assertRejected(
                "{\"timestamp\":1,\"kind\":\"reading\",\"sensor\":2}",
                RejectReason.WRONG_TYPE,
                "sensor: expected a string, but got 2");
        assertRejected(
                "{\"timestamp\":\"now\",\"kind\":\"reading\",\"sensor\":\"s\"}",
                RejectReason.INVALID_TIMESTAMP,
                "timestamp: expected a date and time such as 2026-11-20T10:15:30Z, but got \"now\"");
    }

    @Test
    void documentIsJudgedBeforeTheFilterField() {
        assertRejected(
                "{\"kind\":\"other\"",
                RejectReason.MALFORMED_JSON,
                "value: expected ',' or '}' at byte 15, but got the end");
        assertRejected("[]", RejectReason.NOT_AN_OBJECT, "value: expected a JSON object, but got an array");
        assertRejected(
                "{\"kind\":\"other\",\"kind\":\"other\"}",
                RejectReason.MALFORMED_JSON,
                "kind: expected once, but came again at byte 16");
        assertRejected(
                "[".repeat(33),
                RejectReason.TOO_DEEP,
                "value: expected at most 32 levels of nesting, but got one more at byte 32");
        assertRejected(" ", RejectReason.MALFORMED_JSON, "value: expected a value at byte 1, but got the end");
    }

    @Test
    void emptyValueIsNullOrHasNoBytes() {
        decoder.decode(null, reading);
        assertThat(reading.reason).isEqualTo(RejectReason.EMPTY_VALUE);
        assertThat(reading.detail).isEqualTo("value: expected a JSON object, but got null");

        assertRejected("", RejectReason.EMPTY_VALUE, "value: expected a JSON object, but got 0 bytes");
    }

    @Test
    void sizeIsJudgedBeforeContent() {
        byte[] blanks = new byte[900_001];
        Arrays.fill(blanks, (byte) ' ');
        decoder.decode(ByteBuffer.wrap(blanks), reading);
        assertThat(reading.reason).isEqualTo(RejectReason.TOO_LARGE);
        assertThat(reading.detail).isEqualTo("value: expected at most 900000 bytes, but got 900001");

        byte[] longest = Arrays.copyOf(blanks, 900_000);
        longest[0] = '{';
        longest[899_999] = '}';
        decoder.decode(ByteBuffer.wrap(longest), reading);
        assertThat(reading.reason).isEqualTo(RejectReason.MISSING_FIELD);
    }

    @Test
    void limitsAreSettings() {
        ReadingDecoder narrow = new ReadingDecoder(new DecodeLimits(10, 2));

        narrow.decode(amidOthers("{\"a\":[0]}  "), reading);
        assertThat(reading.reason).isEqualTo(RejectReason.TOO_LARGE);
        narrow.decode(amidOthers("{\"a\":[0]} "), reading);
        assertThat(reading.reason).isEqualTo(RejectReason.MISSING_FIELD);
        narrow.decode(amidOthers("{\"a\":[[]]}"), reading);
        assertThat(reading.reason).isEqualTo(RejectReason.TOO_DEEP);
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new DecodeLimits(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxBytes: expected at least 1, but got 0");
        assertThatThrownBy(() -> new DecodeLimits(1, 10_001))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxDepth: expected 1 to 10000, but got 10001");
    }

    private void assertRejected(String value, RejectReason reason, String detail) {
        decode(value);
        assertThat(reading.outcome).isEqualTo(Outcome.REJECTED);
        assertThat(reading.reason).isEqualTo(reason);
        assertThat(reading.detail).isEqualTo(detail);
    }

    private void decode(String value) {
        decoder.decode(amidOthers(value), reading);
    }

    /** A value as a consumer fetches it: what stands around it would make another document of it. */
    private static ByteBuffer amidOthers(String value) {
        byte[] before = utf8("{\"sensor\":\"");
        byte[] bytes = utf8(value);
        byte[] fetched = Arrays.copyOf(before, before.length + bytes.length + AFTER.length);
        System.arraycopy(bytes, 0, fetched, before.length, bytes.length);
        System.arraycopy(AFTER, 0, fetched, before.length + bytes.length, AFTER.length);
        return ByteBuffer.wrap(fetched, 1, fetched.length - 1)
                .slice()
                .position(before.length - 1)
                .limit(before.length - 1 + bytes.length);
    }

    private static final class Reading extends InputRecord {
        private String sensor = "";
    }

    private static final class ReadingDecoder extends JsonEventDecoder<Reading> {

        private static final FieldSet FIELDS = FieldSet.of("kind", "sensor", "timestamp");

        private ReadingDecoder(DecodeLimits limits) {
            super(FIELDS, limits);
        }

        @Override
        protected void read(JsonFields fields, Reading event) {
            if (!fields.requiredTextOfAnyLength(FIELDS.indexOf("kind")).equals("reading")) {
                event.filter();
                return;
            }
            event.sensor = fields.requiredText(FIELDS.indexOf("sensor"));
            event.eventTimeMillis = fields.requiredTimestampMillis(FIELDS.indexOf("timestamp"));
        }
    }
}
