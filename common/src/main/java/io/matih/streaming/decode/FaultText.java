package io.matih.streaming.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The one-line details of faults: field, what was expected, what came. */
final class FaultText {

    private static final int QUOTED_CHARS = 40;
    /** UTF-8 has at most four bytes for a character. */
    private static final int QUOTED_BYTES = QUOTED_CHARS * 4;

    private FaultText() {}

    static String detail(String field, String expected, String came) {
        return field + ": expected " + expected + ", but got " + came;
    }

    /** The first characters of a valid UTF-8 text, safe to print on one line. */
    static String quote(byte[] bytes, int from, int to) {
        int taken = Math.min(to - from, QUOTED_BYTES);
        String text = new String(bytes, from, taken, UTF_8);
        StringBuilder quoted = new StringBuilder(QUOTED_CHARS);
        int at = 0;
        while (at < text.length() && at + Character.charCount(text.codePointAt(at)) <= QUOTED_CHARS) {
            int codePoint = text.codePointAt(at);
            at += Character.charCount(codePoint);
            append(codePoint, quoted);
        }
        return at < text.length() || taken < to - from ? quoted.append('…').toString() : quoted.toString();
    }

    private static void append(int codePoint, StringBuilder quoted) {
        int type = Character.getType(codePoint);
        boolean breaksLine =
                type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
        if (breaksLine) {
            quoted.append(String.format("\\u%04x", codePoint));
        } else {
            quoted.appendCodePoint(codePoint);
        }
    }
}
