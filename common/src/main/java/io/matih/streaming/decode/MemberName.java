package io.matih.streaming.decode;

/**
 * The name of a member as producers write it, from the bracket or comma before it up to its value, to be compared a word at a
 * time.
 *
 * <p>Producers write their members in the same order again and again, so a name knows which one followed it last. Where that
 * one stands again, nothing of it needs to be judged, and where its value starts does not have to be computed from its bytes.
 */
final class MemberName {

    /** Longer ones are not worth the words to compare. */
    static final int LONGEST_BYTES = 4 * Long.BYTES;

    private final int field;
    private final int length;
    private final long first;
    private final long firstMask;
    private final long second;
    private final long third;
    private final long last;

    /** A short one takes reading a word all the same. */
    private final int readBytes;

    private MemberName follower = this;

    /** Takes valid bytes without escapes. */
    MemberName(byte[] document, int from, int to, int field) {
        this.field = field;
        length = to - from;
        first = Words.head(document, from, length);
        firstMask = length < Long.BYTES ? (1L << (length * Byte.SIZE)) - 1 : -1;
        second = length > 2 * Long.BYTES ? Words.at(document, from + Long.BYTES) : 0;
        third = length > 3 * Long.BYTES ? Words.at(document, from + 2 * Long.BYTES) : 0;
        last = length > Long.BYTES ? Words.at(document, to - Long.BYTES) : 0;
        readBytes = Math.max(Long.BYTES, length);
    }

    /** Index of the field, or {@link FieldSet#UNKNOWN}. */
    int field() {
        return field;
    }

    /** How many bytes there are up to the value. */
    int length() {
        return length;
    }

    /** What came after this name last; itself while that is not known. */
    MemberName follower() {
        return follower;
    }

    void follower(MemberName next) {
        follower = next;
    }

    /** Whether these bytes are the name. */
    boolean is(byte[] document, int from, int to) {
        return to - from == length && Words.head(document, from, length) == first && isRestAt(document, from);
    }

    /** Whether the name stands at a position; false also where the document ends too soon to read a word. */
    boolean isAt(byte[] document, int at, int end) {
        return at + readBytes <= end && ((Words.at(document, at) ^ first) & firstMask) == 0 && isRestAt(document, at);
    }

    private boolean isRestAt(byte[] document, int at) {
        return length <= Long.BYTES
                || (Words.at(document, at + length - Long.BYTES) == last
                        && (length <= 2 * Long.BYTES || Words.at(document, at + Long.BYTES) == second)
                        && (length <= 3 * Long.BYTES || Words.at(document, at + 2 * Long.BYTES) == third));
    }
}
