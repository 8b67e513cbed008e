package io.matih.streaming.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.matih.streaming.text.Utf8Text;
import java.util.Arrays;

/** Reads what {@link DistinctValuesWriter} has written, one value at a time. */
final class DistinctValuesReader {

    private final byte[] bytes;
    private int position;
    private int set;
    private int group;

    /** By the number that it has in these bytes, the one that it has among {@link #groups}. */
    private int[] groupNumbers = {};

    private int groupsRead;
    private final GroupNumbers groups;
    private final Utf8Text value = new Utf8Text();

    /** @param groups where the groups have their numbers, or get them */
    DistinctValuesReader(byte[] bytes, GroupNumbers groups) {
        this.bytes = bytes;
        this.groups = groups;
    }

    /** Goes on to the next value; false when there is none. */
    boolean next() {
        if (position == bytes.length) {
            return false;
        }
        int head = bytes[position++] & 0xFF;
        set = head & ~DistinctValuesWriter.NUMBERED;
        if (head >= DistinctValuesWriter.NUMBERED) {
            group = groupNumbers[number()];
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
            group = GroupNumbers.NO_GROUP;
        } else if (length > 0) {
            group = groups.numberOf(new String(bytes, position, length, UTF_8));
            position += length;
            if (groupsRead == groupNumbers.length) {
                groupNumbers = Arrays.copyOf(groupNumbers, Math.max(16, 2 * groupsRead));
            }
            groupNumbers[groupsRead++] = group;
        }
    }

    int set() {
        return set;
    }

    /** Its number. */
    int group() {
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
