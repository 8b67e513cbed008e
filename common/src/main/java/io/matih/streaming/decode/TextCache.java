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
    private static final int LONGEST_BYTES = 64;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final Entry[] entries = new Entry[1 << SLOT_BITS];

    TextCache() {
        Arrays.fill(entries, new Entry("", 0, 0, 0));
    }

    /** The string of these bytes, which are valid UTF-8. */
    String text(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length > LONGEST_BYTES) {
            return new String(bytes, from, length, UTF_8);
        }
        long first = Words.head(bytes, from, length);
        long last = length > Long.BYTES ? Words.at(bytes, to - Long.BYTES) : 0;
        int slot = slot(first, last, length);
        Entry entry = entries[slot];
        if (!entry.is(first, last, bytes, from, length)) {
            entry = new Entry(new String(bytes, from, length, UTF_8), first, last, length);
            entries[slot] = entry;
        }
        return entry.text;
    }

    /** Without a loop, whose end would be mispredicted for each text. Texts that share a slot are only made anew more often. */
    private static int slot(long first, long last, int length) {
        long hash = ((first * SPREAD) ^ last ^ length) * SPREAD;
        return (int) (((hash ^ hash >>> Integer.SIZE) * SPREAD) >>> (Long.SIZE - SLOT_BITS));
    }

    /** A text, its length in UTF-8, and its first and last eight bytes, which are all there is of most. */
    private static final class Entry {

        private final String text;
        private final long first;
        private final long last;
        private final int length;

        /** What is between the first and the last bytes; empty for most. */
        private final byte[] middle;

        Entry(String text, long first, long last, int length) {
            this.text = text;
            this.first = first;
            this.last = last;
            this.length = length;
            middle = length > 2 * Long.BYTES
                    ? Arrays.copyOfRange(text.getBytes(UTF_8), Long.BYTES, length - Long.BYTES)
                    : new byte[0];
        }

        boolean is(long itsFirst, long itsLast, byte[] bytes, int from, int itsLength) {
            return first == itsFirst
                    && last == itsLast
                    && length == itsLength
                    && (length <= 2 * Long.BYTES
                            || Arrays.equals(
                                    middle, 0, middle.length, bytes, from + Long.BYTES, from + length - Long.BYTES));
        }
    }
}
