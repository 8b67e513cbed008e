package io.matih.streaming.decode;

import io.matih.streaming.text.Utf8Text;

/** Walks over the strings of a well-formed JSON array; nulls are passed over, and any other entry ends the walk. */
final class JsonTextArray {

    private final byte[] bytes;
    private int at;
    private int start;
    private boolean escaped;
    private boolean otherType;

    JsonTextArray(byte[] bytes, int openingBracket) {
        this.bytes = bytes;
        at = openingBracket + 1;
    }

    /** Moves to the next string; false when there is none. */
    boolean next() {
        while (true) {
            switch (bytes[at]) {
                case ' ', '\n', '\r', '\t', ',' -> at++;
                case 'n' -> at += "null".length();
                case '"' -> {
                    skipString();
                    return true;
                }
                case ']' -> {
                    return false;
                }
                default -> {
                    otherType = true;
                    return false;
                }
            }
        }
    }

    private void skipString() {
        start = at + 1;
        escaped = false;
        at = JsonTokens.skipPlain(bytes, start, bytes.length);
        while (bytes[at] != '"') {
            escaped |= bytes[at] == '\\';
            at += bytes[at] == '\\' ? 2 : 1;
        }
        at++;
    }

    /** Gives out the string that the walk is at. */
    void load(Utf8Text text) {
        TextUnescaper.load(bytes, start, at - 1, escaped, text);
    }

    /** Whether the walk ended at an entry that is neither a string nor null. */
    boolean isOtherType() {
        return otherType;
    }
}
