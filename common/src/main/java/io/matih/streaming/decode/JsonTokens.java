package io.matih.streaming.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The tokens of a JSON document: blanks, strings, numbers and literals, judged byte by byte from left to right.
 *
 * <p>Every method takes the position of a token and returns the position after it, or {@link #FAILED} after noting which
 * byte was the first that no JSON document could have there. Reusable, not thread safe, free of allocation.
 */
final class JsonTokens {

    static final int FAILED = -1;

    private static final byte[] TRUE = "true".getBytes(UTF_8);
    private static final byte[] FALSE = "false".getBytes(UTF_8);
    private static final byte[] NULL = "null".getBytes(UTF_8);

    private byte[] bytes = {};
    private int start;
    private int limit;

    private boolean stringEscaped;
    private int faultAt;
    private String expected = "";

    void open(byte[] document, int from, int to) {
        bytes = document;
        start = from;
        limit = to;
    }

    /** Whether the string read last has an escape sequence. */
    boolean stringEscaped() {
        return stringEscaped;
    }

    /** Whether this byte stands at this position; false at the end of the document. */
    boolean isAt(int at, char wanted) {
        return at < limit && bytes[at] == wanted;
    }

    int limit() {
        return limit;
    }

    boolean isEnd(int at) {
        return at >= limit;
    }

    int skipBlanks(int from) {
        byte[] document = bytes;
        int end = limit;
        int at = from;
        while (at < end && document[at] <= ' ' && isBlank(document[at])) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(byte value) {
        return value == ' ' || value == '\n' || value == '\r' || value == '\t';
    }

    /** Reads a string, number or literal. */
    int scalar(int at) {
        if (at >= limit) {
            return fail(at, "a value");
        }
        switch (bytes[at]) {
            case '"' -> {
                return string(at);
            }
            case 't' -> {
                return literal(at, TRUE, "true");
            }
            case 'f' -> {
                return literal(at, FALSE, "false");
            }
            case 'n' -> {
                return literal(at, NULL, "null");
            }
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                return number(at);
            }
            default -> {
                return fail(at, "a value");
            }
        }
    }

    private int literal(int at, byte[] word, String text) {
        for (int i = 1; i < word.length; i++) {
            if (at + i >= limit || bytes[at + i] != word[i]) {
                return fail(at + i, text);
            }
        }
        return at + word.length;
    }

    private int number(int from) {
        int at = bytes[from] == '-' ? from + 1 : from;
        if (isAt(at, '0')) {
            at++;
        } else {
            at = digits(at);
        }
        if (at != FAILED && isAt(at, '.')) {
            at = digits(at + 1);
        }
        if (at != FAILED && (isAt(at, 'e') || isAt(at, 'E'))) {
            at++;
            if (isAt(at, '+') || isAt(at, '-')) {
                at++;
            }
            at = digits(at);
        }
        return at;
    }

    private int digits(int from) {
        byte[] document = bytes;
        int end = limit;
        int at = from;
        while (at + Long.BYTES <= end) {
            int digits = Words.digits(Words.at(document, at));
            if (digits < Long.BYTES) {
                at += digits;
                return at == from ? fail(at, "a digit") : at;
            }
            at += Long.BYTES;
        }
        while (at < end && document[at] >= '0' && document[at] <= '9') {
            at++;
        }
        return at == from ? fail(at, "a digit") : at;
    }

    /** Reads a string that starts with the quote at this position. */
    int string(int quote) {
        stringEscaped = false;
        int at = skipPlain(bytes, quote + 1, limit);
        return isAt(at, '"') ? at + 1 : restOfString(at);
    }

    private int restOfString(int from) {
        int at = from;
        while (true) {
            at = skipPlain(bytes, at, limit);
            if (at >= limit) {
                return fail(at, "a closing quote");
            }
            byte value = bytes[at];
            if (value == '"') {
                return at + 1;
            } else if (value == '\\') {
                stringEscaped = true;
                at = escape(at + 1);
            } else if (value < 0) {
                at = multiByteCharacter(at);
            } else {
                return fail(at, "no raw control character in a string");
            }
            if (at == FAILED) {
                return FAILED;
            }
        }
    }

    /** Where the first byte is that is not {@linkplain Words#plainBytes plain text} of a string, or the end. */
    static int skipPlain(byte[] document, int from, int end) {
        int at = from;
        while (at + Long.BYTES <= end) {
            int plain = Words.plainBytes(Words.at(document, at));
            if (plain < Long.BYTES) {
                return at + plain;
            }
            at += Long.BYTES;
        }
        while (at < end && document[at] >= ' ' && document[at] != '"' && document[at] != '\\') {
            at++;
        }
        return at;
    }

    private int escape(int at) {
        if (at >= limit) {
            return fail(at, "an escape sequence");
        }
        switch (bytes[at]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return at + 1;
            }
            case 'u' -> {
                return unicodeEscape(at + 1);
            }
            default -> {
                return fail(at, "an escape sequence");
            }
        }
    }

    private int unicodeEscape(int at) {
        int end = hexDigits(at);
        if (end == FAILED) {
            return FAILED;
        }
        char character = (char) TextUnescaper.hex(bytes, at);
        if (!Character.isSurrogate(character)) {
            return end;
        }
        if (Character.isLowSurrogate(character)) {
            return fail(at, "no lone surrogate");
        }
        if (!isAt(end, '\\') || !isAt(end + 1, 'u')) {
            return fail(end, "the second half of a surrogate pair");
        }
        int secondEnd = hexDigits(end + 2);
        if (secondEnd == FAILED) {
            return FAILED;
        }
        boolean paired = Character.isLowSurrogate((char) TextUnescaper.hex(bytes, end + 2));
        return paired ? secondEnd : fail(end, "the second half of a surrogate pair");
    }

    private int hexDigits(int from) {
        for (int at = from; at < from + 4; at++) {
            if (at >= limit || Character.digit(bytes[at], 16) < 0) {
                return fail(at, "four hexadecimal digits");
            }
        }
        return from + 4;
    }

    /** Reads one well-formed UTF-8 sequence of two to four bytes (Unicode 15, table 3-7). */
    private int multiByteCharacter(int at) {
        int lead = bytes[at] & 0xff;
        if (lead >= 0xc2 && lead <= 0xdf) {
            return continuations(at + 1, 0x80, 0xbf, 1);
        } else if (lead >= 0xe0 && lead <= 0xef) {
            return continuations(at + 1, lead == 0xe0 ? 0xa0 : 0x80, lead == 0xed ? 0x9f : 0xbf, 2);
        } else if (lead >= 0xf0 && lead <= 0xf4) {
            return continuations(at + 1, lead == 0xf0 ? 0x90 : 0x80, lead == 0xf4 ? 0x8f : 0xbf, 3);
        }
        return fail(at, "valid UTF-8");
    }

    private int continuations(int from, int lowestFirst, int highestFirst, int count) {
        for (int i = 0; i < count; i++) {
            int at = from + i;
            int lowest = i == 0 ? lowestFirst : 0x80;
            int highest = i == 0 ? highestFirst : 0xbf;
            if (at >= limit || (bytes[at] & 0xff) < lowest || (bytes[at] & 0xff) > highest) {
                return fail(at, "valid UTF-8");
            }
        }
        return from + count;
    }

    /** Notes what was expected at this position; returns {@link #FAILED}. */
    int fail(int at, String expectedHere) {
        faultAt = at;
        expected = expectedHere;
        return FAILED;
    }

    /** One line on the fault noted last. */
    String describeFault() {
        return "value: expected " + expected + " " + position(faultAt) + ", but got " + describeByte(faultAt);
    }

    /** A position for a person; bytes count from 0 at the start of the document. */
    String position(int at) {
        return "at byte " + (at - start);
    }

    private String describeByte(int at) {
        if (at >= limit) {
            return "the end";
        }
        int value = bytes[at] & 0xff;
        boolean visible = value > ' ' && value < 0x7f;
        return visible ? "'" + (char) value + "'" : String.format("0x%02x", value);
    }
}
