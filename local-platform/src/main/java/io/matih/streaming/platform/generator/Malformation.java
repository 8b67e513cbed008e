package io.matih.streaming.platform.generator;

import io.matih.streaming.record.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A way in which a record is spoiled, and the reason for which it has to be rejected. */
public final class Malformation {

    private static final Malformation TRUNCATED = malformed(fields -> cut(fields.toBytes()));
    private static final Malformation INVALID_UTF8 = malformed(fields -> {
        byte[] bytes = fields.toBytes();
        bytes["{\"event_id\":\"".length()] = (byte) 0xC3;
        return bytes;
    });
    private static final Malformation TRAILING_CONTENT = malformed(fields -> bytes(fields.toJson() + fields.toJson()));
    private static final Malformation FIELD_TWICE =
            malformed(fields -> bytes(fields.toJson().replaceFirst("}$", ",\"tenant_id\":\"spoof\"}")));
    private static final Malformation NOT_A_NUMBER = field(RejectReason.MALFORMED_JSON, "weight", "NaN");
    private static final Malformation LEADING_ZERO = field(RejectReason.MALFORMED_JSON, "attempt", "0042");
    private static final Malformation PLAIN_TEXT =
            malformed(fields -> bytes("upstream connect error or disconnect/reset before headers"));
    private static final Malformation ARRAY =
            new Malformation(RejectReason.NOT_AN_OBJECT, fields -> bytes("[" + fields.toJson() + "]"));
    private static final Malformation TEXT_VALUE =
            new Malformation(RejectReason.NOT_AN_OBJECT, fields -> bytes("\"ping\""));
    private static final Malformation TOMBSTONE = new Malformation(RejectReason.EMPTY_VALUE, fields -> null);
    private static final Malformation NO_BYTES = new Malformation(RejectReason.EMPTY_VALUE, fields -> new byte[0]);
    private static final Malformation TOO_DEEP = field(RejectReason.TOO_DEEP, "trace", "[".repeat(40) + "]".repeat(40));

    /** Those that spoil any event with {@code event_id} as its first field, {@code tenant_id} and {@code timestamp}. */
    public static final List<Malformation> OF_ANY_STREAM = List.of(
            TRUNCATED,
            INVALID_UTF8,
            TRAILING_CONTENT,
            FIELD_TWICE,
            NOT_A_NUMBER,
            LEADING_ZERO,
            PLAIN_TEXT,
            ARRAY,
            TEXT_VALUE,
            TOMBSTONE,
            NO_BYTES,
            TOO_DEEP,
            missing("tenant_id"),
            field(RejectReason.MISSING_FIELD, "tenant_id", "\"  \""),
            missing("timestamp"),
            field(RejectReason.WRONG_TYPE, "timestamp", "1763632800000"),
            field(RejectReason.INVALID_TIMESTAMP, "timestamp", "\"20.11.2026 10:15\""),
            field(RejectReason.INVALID_TIMESTAMP, "timestamp", "\"2026-13-01T00:00:00Z\""),
            field(RejectReason.INVALID_TIMESTAMP, "timestamp", "\"2026-11-20T24:00:00Z\""));

    private final RejectReason reason;
    private final Spoiler spoiler;

    private Malformation(RejectReason reason, Spoiler spoiler) {
        this.reason = reason;
        this.spoiler = spoiler;
    }

    /** A field that holds what it may not hold. */
    public static Malformation field(RejectReason reason, String field, String literal) {
        return changed(reason, fields -> fields.literal(field, literal));
    }

    /** A required field that is not there. */
    public static Malformation missing(String field) {
        return changed(RejectReason.MISSING_FIELD, fields -> fields.remove(field));
    }

    static List<Malformation> withThoseOfAnyStream(List<Malformation> own) {
        List<Malformation> all = new ArrayList<>(OF_ANY_STREAM);
        all.addAll(own);
        return List.copyOf(all);
    }

    RejectReason reason() {
        return reason;
    }

    /** The value of the record whose fields were good; null for a record without one. */
    byte @Nullable [] spoil(JsonFields fields) {
        return spoiler.spoil(fields);
    }

    private static Malformation malformed(Function<JsonFields, byte[]> spoiled) {
        return new Malformation(RejectReason.MALFORMED_JSON, spoiled::apply);
    }

    private static Malformation changed(RejectReason reason, Consumer<JsonFields> change) {
        return new Malformation(reason, fields -> {
            change.accept(fields);
            return fields.toBytes();
        });
    }

    private static byte[] cut(byte[] bytes) {
        byte[] first = new byte[bytes.length * 2 / 3];
        System.arraycopy(bytes, 0, first, 0, first.length);
        return first;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private interface Spoiler {
        byte @Nullable [] spoil(JsonFields fields);
    }
}
