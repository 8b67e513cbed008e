package io.matih.streaming.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * Strings for bytes, where a short ASCII text that was seen lately costs no allocation.
 *
 * <p>A direct-mapped table of bounded size: a text takes the slot of its hash from whatever was there. Not thread safe.
 */
final class TextCache {

    private static final int SLOTS = 1024;
    private static final int LONGEST_BYTES = 64;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final @Nullable String[] slots = new @Nullable String[SLOTS];

    /** The string of these bytes, which are valid UTF-8. */
    String text(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length > LONGEST_BYTES) {
            return new String(bytes, from, length, UTF_8);
        }
        int slot = slot(bytes, from, to);
        String cached = slots[slot];
        if (cached != null && isAscii(cached, bytes, from, length)) {
            return cached;
        }
        String text = new String(bytes, from, length, UTF_8);
        slots[slot] = text;
        return text;
    }

    private static int slot(byte[] bytes, int from, int to) {
        int length = to - from;
        long hash = length;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = (hash ^ Words.at(bytes, at)) * SPREAD;
            hash ^= hash >>> Integer.SIZE;
        }
        hash = (hash ^ Words.head(bytes, at, to - at)) * SPREAD;
        return (int) (hash >>> Integer.SIZE) & (SLOTS - 1);
    }

    /** Whether the bytes are this text in ASCII; bytes of other characters are negative and equal no char. */
    private static boolean isAscii(String text, byte[] bytes, int from, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }
}
