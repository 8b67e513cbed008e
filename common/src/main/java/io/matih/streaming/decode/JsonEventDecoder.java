package io.matih.streaming.decode;

import io.matih.streaming.record.InputRecord;
import io.matih.streaming.record.RejectReason;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the value of a record into an event of a job, or into the reason why it is none. Never throws on data. Not thread safe.
 *
 * <p>Judged in this order: {@code empty_value}; {@code too_large}; one well-formed JSON object ({@code malformed_json}, {@code too_deep},
 * {@code not_an_object}); then what the job reads, in the order it reads. Future and late records are judged elsewhere.
 *
 * @param <E> the job's event
 */
public abstract class JsonEventDecoder<E extends InputRecord> {

    private final DecodeLimits limits;
    private final JsonFields fields;

    protected JsonEventDecoder(FieldSet names, DecodeLimits limits) {
        this.limits = limits;
        fields = JsonFields.ofRecord(names, limits.maxDepth());
    }

    /**
     * Sets the outcome of the event and, when it is accepted, all its fields; {@link InputRecord#origin} stays as it is.
     *
     * @param value from its position to its limit, backed by an array; null is like an empty one
     */
    public final void decode(@Nullable ByteBuffer value, E event) {
        int length = value == null ? 0 : value.remaining();
        if (value == null || length == 0) {
            event.reject(RejectReason.EMPTY_VALUE, rejected("a JSON object", value == null ? "null" : "0 bytes"));
        } else if (length > limits.maxBytes()) {
            event.reject(
                    RejectReason.TOO_LARGE,
                    rejected("at most " + limits.maxBytes() + " bytes", String.valueOf(length)));
        } else {
            int from = value.arrayOffset() + value.position();
            decodeObject(value.array(), from, from + length, event);
        }
    }

    /**
     * Fills the event. It is reused, so every field must be set. A record that is not for the job is left after {@link
     * InputRecord#filter()}; faults need no care here: reading goes on and finds nothing.
     */
    protected abstract void read(JsonFields fields, E event);

    private void decodeObject(byte[] bytes, int from, int to, E event) {
        fields.open(bytes, from, to);
        if (fields.reason() == null) {
            event.accept();
            read(fields, event);
        }
        RejectReason reason = fields.reason();
        String detail = fields.detail();
        if (reason != null && detail != null) {
            event.reject(reason, detail);
        }
    }

    private static String rejected(String expected, String came) {
        return FaultText.detail("value", expected, came);
    }
}
