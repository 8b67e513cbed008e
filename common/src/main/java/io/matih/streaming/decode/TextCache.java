package io.matih.streaming.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Strings for bytes, where a short text that was seen lately costs no allocation: for texts of which there are few.
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
     * Made of the length and six bytes, most of them at the end, where names that resemble each other differ; without a loop, whose
     * end would be mispredicted for each text. A text whose like has the same slot is only made anew more often.
     */
    private static int slot(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 0) {
            return 0;
        }
        int last = to - 1;
        int head = bytes[from] ^ (bytes[from + length / 2] << 8) ^ (length << 16);
        int tail = bytes[last]
                ^ (bytes[Math.max(from, last - 1)] << 8)
                ^ (bytes[Math.max(from, last - 2)] << 16)
                ^ (bytes[Math.max(from, last - 3)] << 24);
        int hash = ((tail * SPREAD) ^ head) * SPREAD;
        return ((hash ^ (hash >>> 15)) * SPREAD) >>> (Integer.SIZE - SLOT_BITS);
    }
}
