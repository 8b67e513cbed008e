package io.matih.streaming.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of an array at a time; the first byte is the lowest. */
final class Words {

    private static final VarHandle VIEW = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long BLANKS = ONES * ' ';
    private static final long ZEROS = ONES * '0';
    private static final long ABOVE_DIGITS = ONES * (0x80 - 10);

    private Words() {}

    /** The eight bytes from {@code at} on; all must be inside the array. */
    static long at(byte[] bytes, int at) {
        return (long) VIEW.get(bytes, at);
    }

    /** Writes eight bytes from {@code at} on; all must be inside the array. */
    static void put(byte[] bytes, int at, long word) {
        VIEW.set(bytes, at, word);
    }

    /** The first eight of {@code length} bytes, filled up with zeros when there are fewer. */
    static long head(byte[] bytes, int from, int length) {
        if (from + Long.BYTES <= bytes.length) {
            long word = at(bytes, from);
            return length >= Long.BYTES ? word : word & ((1L << (length * Byte.SIZE)) - 1);
        }
        long word = 0;
        for (int i = Math.min(length, Long.BYTES) - 1; i >= 0; i--) {
            word = word << Byte.SIZE | (bytes[from + i] & 0xff);
        }
        return word;
    }

    /**
     * How many bytes at the start of a word are plain text of a JSON string: ASCII, no control character, quote or
     * backslash. A borrow can only spoil bytes after the first special one, so the count is exact.
     */
    static int plainBytes(long word) {
        long special = (word - BLANKS) | ((word ^ QUOTES) - ONES) | ((word ^ BACKSLASHES) - ONES) | word;
        return Long.numberOfTrailingZeros(special & HIGH_BITS) / Byte.SIZE;
    }

    /** How many bytes at the start of a word are ASCII digits. A carry can only spoil bytes after the first other one. */
    static int digits(long word) {
        long values = word ^ ZEROS;
        return Long.numberOfTrailingZeros(((values + ABOVE_DIGITS) | values) & HIGH_BITS) / Byte.SIZE;
    }

    /** The number that the first 1 to 8 bytes of a word, all of them digits, are in decimal. */
    static long decimal(long word, int digits) {
        long ones = (word ^ ZEROS) << (Long.SIZE - digits * Byte.SIZE);
        long pairs = (ones * 10 + (ones >>> 8)) & 0x00ff00ff00ff00ffL;
        long quads = (pairs * 100 + (pairs >>> 16)) & 0x0000ffff0000ffffL;
        return (quads * 10_000 + (quads >>> 32)) & 0xffffffffL;
    }
}
