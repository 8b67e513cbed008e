package io.matih.streaming.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The known field names of a JSON object, each with an index; every other field of the object is ignored.
 *
 * <pre>{@code
 * static final FieldSet FIELDS = FieldSet.of("tenant_id", "timestamp");
 * static final int TIMESTAMP = FIELDS.indexOf("timestamp");
 * }</pre>
 */
public final class FieldSet implements Serializable {

    /** The index of a name that is not in the set. */
    static final int UNKNOWN = -1;

    private static final int MAX_FIELDS = Long.SIZE;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final String[] names;
    private final byte[][] encoded;
    private final long[] heads;
    /** Open addressing: index of a name, or {@link #UNKNOWN} in a free slot. */
    private final int[] slots;

    private final int longestBytes;

    private FieldSet(String[] names) {
        this.names = names;
        encoded = new byte[names.length][];
        heads = new long[names.length];
        slots = new int[4 * Integer.highestOneBit(names.length + 1)];
        Arrays.fill(slots, UNKNOWN);
        int longest = 0;
        for (int field = 0; field < names.length; field++) {
            byte[] name = names[field].getBytes(UTF_8);
            if (indexOf(name, 0, name.length) != UNKNOWN) {
                throw new IllegalArgumentException(
                        "field " + names[field] + ": expected once in a set, but got it twice");
            }
            encoded[field] = name;
            heads[field] = Words.head(name, 0, name.length);
            int slot = slot(heads[field], name.length);
            while (slots[slot] != UNKNOWN) {
                slot = next(slot);
            }
            slots[slot] = field;
            longest = Math.max(longest, name.length);
        }
        longestBytes = longest;
    }

    /** A set of 1 to 64 different names; their indexes count from 0 in the given order. */
    public static FieldSet of(String... names) {
        if (names.length < 1 || names.length > MAX_FIELDS) {
            throw new IllegalArgumentException(
                    "fields: expected 1 to " + MAX_FIELDS + " names, but got " + names.length);
        }
        return new FieldSet(names.clone());
    }

    /** The index of a name that must be in the set. */
    public int indexOf(String name) {
        byte[] bytes = name.getBytes(UTF_8);
        int field = indexOf(bytes, 0, bytes.length);
        if (field == UNKNOWN) {
            throw new IllegalArgumentException("field " + name + ": expected one of " + Arrays.toString(names));
        }
        return field;
    }

    String name(int field) {
        return names[field];
    }

    int size() {
        return names.length;
    }

    int longestBytes() {
        return longestBytes;
    }

    /** The index of the name in these bytes (UTF-8 without escapes), or {@link #UNKNOWN}. */
    int indexOf(byte[] bytes, int from, int to) {
        int length = to - from;
        long head = Words.head(bytes, from, length);
        int slot = slot(head, length);
        while (true) {
            int field = slots[slot];
            if (field == UNKNOWN) {
                return UNKNOWN;
            }
            if (heads[field] == head && isTail(encoded[field], bytes, from, to)) {
                return field;
            }
            slot = next(slot);
        }
    }

    private static boolean isTail(byte[] name, byte[] bytes, int from, int to) {
        int length = to - from;
        return name.length == length
                && (length <= Long.BYTES || Arrays.equals(name, Long.BYTES, length, bytes, from + Long.BYTES, to));
    }

    private int slot(long head, int length) {
        return (int) (((head + length) * SPREAD) >>> Integer.SIZE) & (slots.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (slots.length - 1);
    }
}
