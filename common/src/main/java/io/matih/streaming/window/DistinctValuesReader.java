package io.matih.streaming.window;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Reads what {@link DistinctValuesWriter} has written, one value at a time. */
final class DistinctValuesReader {

    private final byte[] bytes;
    private int position;
    private int set;
    private String group = "";
    private String value = "";

    DistinctValuesReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Goes on to the next value; false when there is none. */
    boolean next() {
        if (position == bytes.length) {
            return false;
        }
        set = bytes[position++];
        group = text(group);
        value = text(value);
        return true;
    }

    int set() {
        return set;
    }

    String group() {
        return group;
    }

    String value() {
        return value;
    }

    private String text(String last) {
        int lengthAndOne = 0;
        int shift = 0;
        byte part;
        do {
            part = bytes[position++];
            lengthAndOne |= (part & 0x7F) << shift;
            shift += 7;
        } while (part < 0);
        if (lengthAndOne == 0) {
            return last;
        }
        String text = new String(bytes, position, lengthAndOne - 1, UTF_8);
        position += lengthAndOne - 1;
        return text;
    }
}
