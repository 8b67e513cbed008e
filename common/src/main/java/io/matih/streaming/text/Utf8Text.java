package io.matih.streaming.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text as UTF-8 in a range of an array: for ids and whatever else hardly repeats, of which a string each would cost more than all
 * the rest of reading them.
 *
 * <p>A view that its owner uses for one text after the other: whoever keeps the text keeps a {@link #toString()} or copies the
 * bytes. Equal to another with the same bytes. Not thread safe.
 */
public final class Utf8Text {

    /** Valid UTF-8 from {@link #start} on to {@link #end}, exclusive; not to be written to. */
    public byte[] bytes = {};

    public int start;
    public int end;

    private transient byte[] room = {};
    private transient long hash;
    private transient boolean hashed;

    /** The empty text. */
    public Utf8Text() {}

    /** A text of its own. */
    public static Utf8Text of(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        Utf8Text result = new Utf8Text();
        result.wrap(utf8, 0, utf8.length);
        return result;
    }

    /** Becomes the text in this range of the array, which is not copied. */
    public void wrap(byte[] source, int from, int to) {
        bytes = source;
        start = from;
        end = to;
        hashed = false;
    }

    /** An array of this text's own with room for so many bytes, to be written to and wrapped. */
    public byte[] room(int length) {
        if (room.length < length) {
            room = new byte[Math.max(256, length)];
        }
        return room;
    }

    /** In bytes. */
    public int length() {
        return end - start;
    }

    /** Blank as {@link String#isBlank()} has it; the empty text is. */
    public boolean isBlank() {
        return start == end || (isPossiblyBlank(bytes[start]) && toString().isBlank());
    }

    /** White space is either at most a blank in ASCII, or outside of it. */
    private static boolean isPossiblyBlank(byte first) {
        return first <= ' ';
    }

    /** Whether the text has more Unicode code points than this. */
    public boolean isLongerThan(int codePoints) {
        if (end - start <= codePoints) {
            return false;
        }
        int count = 0;
        for (int at = start; at < end; at++) {
            boolean continuation = (bytes[at] & 0xc0) == 0x80;
            count += continuation ? 0 : 1;
        }
        return count > codePoints;
    }

    /** The 64-bit hash that Trino's sketches take of a text; computed once while the text stays the same. */
    public long hash64() {
        if (!hashed) {
            hash = Murmur3.hash64(bytes, start, end);
            hashed = true;
        }
        return hash;
    }

    /** Whether this is the text in a range of an array. */
    public boolean isIn(byte[] other, int from, int to) {
        return Arrays.equals(bytes, start, end, other, from, to);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Utf8Text that && isIn(that.bytes, that.start, that.end);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(hash64());
    }

    @Override
    public String toString() {
        return new String(bytes, start, end - start, UTF_8);
    }
}
