package io.matih.streaming.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.matih.streaming.text.Utf8Text;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link DistinctValuesWriter} has written, one value at a time. */
final class DistinctValuesReader {

    private final byte[] bytes;
    private int position;
    private int set;
    private String group = "";
    private final List<String> numberedGroups = new ArrayList<>();
    private final Utf8Text value = new Utf8Text();

    DistinctValuesReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Goes on to the next value; false when there is none. */
    boolean next() {
        if (position == bytes.length) {
            return false;
        }
        int head = bytes[position++] & 0xFF;
        set = head & ~DistinctValuesWriter.NUMBERED;
        if (head >= DistinctValuesWriter.NUMBERED) {
            group = numberedGroups.get(number());
        } else {
            readGroup();
        }
        int valueLength = number() - 1;
        if (valueLength >= 0) {
            value.wrap(bytes, position, position + valueLength);
            position += valueLength;
        }
        return true;
    }

    private void readGroup() {
        int length = number() - 1;
        if (length == 0) {
            group = "";
        } else if (length > 0) {
            group = new String(bytes, position, length, UTF_8);
            numberedGroups.add(group);
            position += length;
        }
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

    private int number() {
        int number = 0;
        int shift = 0;
        byte part;
        do {
            part = bytes[position++];
            number |= (part & 0x7F) << shift;
            shift += 7;
        } while (part < 0);
        return number;
    }
}
