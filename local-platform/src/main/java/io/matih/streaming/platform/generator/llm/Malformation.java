package io.matih.streaming.platform.generator.llm;

import io.matih.streaming.record.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ways in which a record is spoiled, and the reason for which each has to be rejected. */
@SuppressWarnings("ImmutableEnumChecker") // the spoilers keep nothing
enum Malformation {
    TRUNCATED(RejectReason.MALFORMED_JSON, fields -> cut(fields.toBytes())),
    INVALID_UTF8(RejectReason.MALFORMED_JSON, fields -> {
        byte[] bytes = fields.toBytes();
        bytes["{\"event_id\":\"".length()] = (byte) 0xC3;
        return bytes;
    }),
    TRAILING_CONTENT(RejectReason.MALFORMED_JSON, fields -> bytes(fields.toJson() + fields.toJson())),
    FIELD_TWICE(
            RejectReason.MALFORMED_JSON,
            fields -> bytes(fields.toJson().replaceFirst("}$", ",\"tenant_id\":\"spoof\"}"))),
    NOT_A_NUMBER(RejectReason.MALFORMED_JSON, with("latency_ms", "NaN")),
    LEADING_ZERO(RejectReason.MALFORMED_JSON, with("tokens_input", "0042")),
    PLAIN_TEXT(
            RejectReason.MALFORMED_JSON, fields -> bytes("upstream connect error or disconnect/reset before headers")),
    ARRAY(RejectReason.NOT_AN_OBJECT, fields -> bytes("[" + fields.toJson() + "]")),
    TEXT_VALUE(RejectReason.NOT_AN_OBJECT, fields -> bytes("\"ping\"")),
    TOMBSTONE(RejectReason.EMPTY_VALUE, fields -> null),
    NO_BYTES(RejectReason.EMPTY_VALUE, fields -> new byte[0]),
    NO_TENANT(RejectReason.MISSING_FIELD, without("tenant_id")),
    BLANK_TENANT(RejectReason.MISSING_FIELD, with("tenant_id", "\"  \"")),
    NO_TIMESTAMP(RejectReason.MISSING_FIELD, without("timestamp")),
    TOKENS_AS_TEXT(RejectReason.WRONG_TYPE, with("tokens_input", "\"812\"")),
    HALF_A_TOKEN(RejectReason.WRONG_TYPE, with("tokens_output", "12.5")),
    SUCCESS_AS_NUMBER(RejectReason.WRONG_TYPE, with("success", "1")),
    TIMESTAMP_AS_NUMBER(RejectReason.WRONG_TYPE, with("timestamp", "1763632800000")),
    NEGATIVE_LATENCY(RejectReason.OUT_OF_RANGE, with("latency_ms", "-3.5")),
    FAR_TOO_EXPENSIVE(RejectReason.OUT_OF_RANGE, with("cost_usd", "1000000")),
    OTHER_DATE_FORMAT(RejectReason.INVALID_TIMESTAMP, with("timestamp", "\"20.11.2026 10:15\"")),
    THIRTEENTH_MONTH(RejectReason.INVALID_TIMESTAMP, with("timestamp", "\"2026-13-01T00:00:00Z\"")),
    HOUR_24(RejectReason.INVALID_TIMESTAMP, with("timestamp", "\"2026-11-20T24:00:00Z\"")),
    TOO_DEEP(RejectReason.TOO_DEEP, with("trace", "[".repeat(40) + "]".repeat(40)));

    /** All of them. */
    static final List<Malformation> ALL = List.of(values());

    private final RejectReason reason;
    private final Spoiler spoiler;

    Malformation(RejectReason reason, Spoiler spoiler) {
        this.reason = reason;
        this.spoiler = spoiler;
    }

    RejectReason reason() {
        return reason;
    }

    /** The value of the record whose fields were good; null for a record without one. */
    byte @Nullable [] spoil(JsonFields fields) {
        return spoiler.spoil(fields);
    }

    private interface Spoiler {
        byte @Nullable [] spoil(JsonFields fields);
    }

    private static Spoiler with(String field, String literal) {
        return fields -> {
            fields.literal(field, literal);
            return fields.toBytes();
        };
    }

    private static Spoiler without(String field) {
        return fields -> {
            fields.remove(field);
            return fields.toBytes();
        };
    }

    private static byte[] cut(byte[] bytes) {
        byte[] first = new byte[bytes.length * 2 / 3];
        System.arraycopy(bytes, 0, first, 0, first.length);
        return first;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
