package io.matih.streaming.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes the binary form of {@link DistinctValues}: of each value the number of its set (a byte), its group and itself. A
 * text is its length in bytes + 1 (seven bits a byte, lowest first) and its UTF-8; 0 stands for the text in that place of
 * the entry before, as a value often comes with several sets.
 */
final class DistinctValuesWriter {

    private static final int FIRST_CAPACITY = 256;

    /** A set's number and a length of at most 31 bits. */
    private static final int MOST_HEAD_BYTES = 6;

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int length;
    private @Nullable String lastGroup;
    private @Nullable String lastValue;

    void write(int set, String group, String value) {
        ensure(1);
        bytes[length++] = (byte) set;
        writeText(group, lastGroup);
        writeText(value, lastValue);
        lastGroup = group;
        lastValue = value;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void writeText(String text, @Nullable String last) {
        if (text.equals(last)) {
            ensure(1);
            bytes[length++] = 0;
            return;
        }
        byte[] utf8 = text.getBytes(UTF_8);
        ensure(MOST_HEAD_BYTES + utf8.length);
        int rest = utf8.length + 1;
        while (rest > 0x7F) {
            bytes[length++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), (int)
                    Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8)));
        }
    }
}
