package io.matih.streaming.decode;

import io.matih.streaming.text.Utf8Text;

/** Turns the inside of a valid JSON string into plain UTF-8; the result is never longer than the source. */
final class TextUnescaper {

    private TextUnescaper() {}

    /** Gives out the text that the inside of a valid JSON string stands for. */
    static void load(byte[] source, int from, int to, boolean escaped, Utf8Text target) {
        if (escaped) {
            byte[] room = target.room(to - from);
            target.wrap(room, 0, unescape(source, from, to, room));
        } else {
            target.wrap(source, from, to);
        }
    }

    /** Writes the text from index 0 of {@code target} on and returns its length in bytes. */
    static int unescape(byte[] source, int from, int to, byte[] target) {
        int write = 0;
        int read = from;
        while (read < to) {
            if (read + Long.BYTES <= to) {
                // What is written is never ahead of what is read, so there is room for a whole word.
                long word = Words.at(source, read);
                Words.put(target, write, word);
                int plain = Words.plainBytes(word);
                read += plain;
                write += plain;
                if (plain == Long.BYTES) {
                    continue;
                }
            }
            byte value = source[read];
            if (value != '\\') {
                target[write++] = value;
                read++;
            } else if (source[read + 1] != 'u') {
                target[write++] = shortEscape(source[read + 1]);
                read += 2;
            } else {
                int character = hex(source, read + 2);
                read += 6;
                if (Character.isHighSurrogate((char) character)) {
                    character = Character.toCodePoint((char) character, (char) hex(source, read + 2));
                    read += 6;
                }
                write = encode(character, target, write);
            }
        }
        return write;
    }

    /** The value of four hexadecimal digits; negative when one of them is none. */
    static int hex(byte[] bytes, int at) {
        int high = Character.digit(bytes[at], 16) << 4 | Character.digit(bytes[at + 1], 16);
        int low = Character.digit(bytes[at + 2], 16) << 4 | Character.digit(bytes[at + 3], 16);
        return high << 8 | low;
    }

    private static byte shortEscape(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> letter;
        };
    }

    private static int encode(int codePoint, byte[] target, int at) {
        int write = at;
        if (codePoint < 0x80) {
            target[write++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            target[write++] = (byte) (0xc0 | codePoint >> 6);
            target[write++] = continuation(codePoint);
        } else if (codePoint < 0x10000) {
            target[write++] = (byte) (0xe0 | codePoint >> 12);
            target[write++] = continuation(codePoint >> 6);
            target[write++] = continuation(codePoint);
        } else {
            target[write++] = (byte) (0xf0 | codePoint >> 18);
            target[write++] = continuation(codePoint >> 12);
            target[write++] = continuation(codePoint >> 6);
            target[write++] = continuation(codePoint);
        }
        return write;
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | (bits & 0x3f));
    }
}
