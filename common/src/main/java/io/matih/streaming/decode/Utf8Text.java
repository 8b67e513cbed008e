package io.matih.streaming.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The text of one JSON string as plain UTF-8 in a range of an array. Reusable, not thread safe. */
final class Utf8Text {

    private byte[] unescaped = {};
    private byte[] bytes = {};
    private int start;
    private int end;

    /** Takes the inside of a valid string that has no escape sequence; the array is not copied. */
    void wrap(byte[] source, int from, int to) {
        bytes = source;
        start = from;
        end = to;
    }

    /** Takes the inside of a valid string that may have escape sequences. */
    void unescape(byte[] source, int from, int to) {
        if (unescaped.length < to - from) {
            unescaped = new byte[Math.max(256, to - from)];
        }
        wrap(unescaped, 0, TextUnescaper.unescape(source, from, to, unescaped));
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Blank as {@link String#isBlank()} has it; the empty text is. */
    boolean isBlank() {
        return start == end || (isPossiblyBlank(bytes[start]) && asString().isBlank());
    }

    /** White space is either at most a blank in ASCII, or outside of it. */
    private static boolean isPossiblyBlank(byte first) {
        return first <= ' ';
    }

    /** Whether the text has more Unicode code points than this. */
    boolean isLongerThan(int codePoints) {
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

    String asString(TextCache cache) {
        return cache.text(bytes, start, end);
    }

    private String asString() {
        return new String(bytes, start, end - start, UTF_8);
    }
}
