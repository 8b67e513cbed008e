package io.matih.streaming.window;

import io.matih.streaming.text.TextCache;
import io.matih.streaming.text.Utf8Text;

/** Reads what {@link DistinctValuesWriter} has written, one value at a time. */
final class DistinctValuesReader {

    private static final int CACHE_SLOT_BITS = 6;

    private final byte[] bytes;
    private int position;
    private int set;
    private String group = "";
    private final TextCache groups = new TextCache(CACHE_SLOT_BITS);
    private final Utf8Text value = new Utf8Text();

    DistinctValuesReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Goes on to the next value; false when there is none. */
    boolean next() {
        if (position == bytes.length) {
            return false;
        }
        set = bytes[position++];
        int groupLength = lengthOrSame();
        if (groupLength >= 0) {
            group = groups.text(bytes, position, position + groupLength);
            position += groupLength;
        }
        int valueLength = lengthOrSame();
        if (valueLength >= 0) {
            value.wrap(bytes, position, position + valueLength);
            position += valueLength;
        }
        return true;
    }

    int set() {
        return set;
    }

    String group() {
        return group;
    }

    /** Valid until the next one is read. */
    Utf8Text value() {
        return value;
    }

    /** Reads the length of a text; negative where it is the same as in the entry before. */
    private int lengthOrSame() {
        int lengthAndOne = 0;
        int shift = 0;
        byte part;
        do {
            part = bytes[position++];
            lengthAndOne |= (part & 0x7F) << shift;
            shift += 7;
        } while (part < 0);
        return lengthAndOne - 1;
    }
}
