package io.matih.streaming.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Strings for bytes, where a short text that was seen lately costs no allocation.
 *
 * <p>A direct-mapped table of bounded size: a text takes the slot of its hash from whatever was there. Not thread safe.
 */
final class TextCache {

    private static final int SLOT_BITS = 10;
    private static final int SLOTS = 1 << SLOT_BITS;
    private static final int LONGEST_BYTES = 64;
    private static final int SPREAD = 0x9E3779B1;
    private static final byte[] NO_BYTES = {};

    private final String[] texts = new String[SLOTS];

    /** The texts' own UTF-8, which is compared faster than the text is. */
    private final byte[][] utf8 = new byte[SLOTS][];

    TextCache() {
        Arrays.fill(texts, "");
        Arrays.fill(utf8, NO_BYTES);
    }

    /** The string of these bytes, which are valid UTF-8. */
    String text(byte[] bytes, int from, int to) {
        if (to - from > LONGEST_BYTES) {
            return new String(bytes, from, to - from, UTF_8);
        }
        int slot = slot(bytes, from, to);
        byte[] held = utf8[slot];
        if (!Arrays.equals(held, 0, held.length, bytes, from, to)) {
            utf8[slot] = Arrays.copyOfRange(bytes, from, to);
            texts[slot] = new String(bytes, from, to - from, UTF_8);
        }
        return texts[slot];
    }

    /**
     * Four bytes a step. They are put together here and not read as a word at once, because this is called from so large
     * methods that the compiler does not inline the view of an array, which then costs more than it saves.
     */
    private static int slot(byte[] bytes, int from, int to) {
        int hash = to - from;
        int at = from;
        for (; at + Integer.BYTES <= to; at += Integer.BYTES) {
            int four = (bytes[at] & 0xff) | bytes[at + 1] << 8 | bytes[at + 2] << 16 | bytes[at + 3] << 24;
            hash = (hash ^ four) * SPREAD;
            hash ^= hash >>> 15;
        }
        for (; at < to; at++) {
            hash = (hash ^ bytes[at]) * SPREAD;
        }
        return hash >>> (Integer.SIZE - SLOT_BITS);
    }
}
