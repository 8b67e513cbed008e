package io.matih.streaming.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.matih.streaming.text.Utf8Text;
import java.util.Arrays;

/**
 * Writes the binary form of {@link DistinctValues}: of each value the number of its set (a byte), its group and itself. A
 * text is its length in bytes + 1 (seven bits a byte, lowest first) and its UTF-8; 0 stands for the text in that place of
 * the entry before, as a value often comes with several sets. With {@value #NUMBERED} added to the set, the group is only the
 * number that it has, from 0, among the groups that were written as texts so far, the empty ones left out.
 */
final class DistinctValuesWriter {

    /** A set's number, a length of at most 31 bits, and a 0. */
    private static final int MOST_HEAD_BYTES = 7;

    private static final int SAME = 0;
    private static final int NONE = -1;
    static final int NUMBERED = 128;

    private byte[] bytes;
    private int length;
    private int lastGroup = NONE;

    /** Where in {@link #bytes} the value of the last entry is. */
    private int lastStart = NONE;

    private int lastEnd;

    /** By the group's number in {@link GroupNumbers}: the one that it has here, plus 1; 0 while it was not written. */
    private int[] writtenNumbers = {};

    private int groupsWritten;

    /**
     * Writes from the beginning.
     *
     * @param expectedBytes how long it will be, more or less
     */
    DistinctValuesWriter(int expectedBytes) {
        bytes = new byte[expectedBytes + MOST_HEAD_BYTES];
    }

    /**
     * Appends an entry.
     *
     * @param group its number
     * @param groups what that number stands for; until the next {@link #clear} it has to stand for the same
     * @param sameValue whether the value {@linkplain #isLast is that of the last entry}
     */
    void write(int set, int group, GroupNumbers groups, boolean sameValue, Utf8Text value) {
        ensure(MOST_HEAD_BYTES);
        bytes[length++] = (byte) set;
        if (group == lastGroup) {
            bytes[length++] = SAME;
        } else {
            writeGroup(group, groups);
            lastGroup = group;
        }
        if (sameValue) {
            bytes[length++] = SAME;
        } else {
            writeText(value.bytes, value.start, value.end);
            lastStart = length - value.length();
            lastEnd = length;
        }
    }

    /** Whether the last entry has this value. */
    boolean isLast(Utf8Text value) {
        return lastStart != NONE && value.isIn(bytes, lastStart, lastEnd);
    }

    boolean isEmpty() {
        return length == 0;
    }

    long sizeInBytes() {
        return bytes.length + (long) Integer.BYTES * writtenNumbers.length;
    }

    /** Forgets all entries but keeps the room for as many. */
    void clear() {
        length = 0;
        lastGroup = NONE;
        lastStart = NONE;
        groupsWritten = 0;
        Arrays.fill(writtenNumbers, 0);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void writeGroup(int group, GroupNumbers groups) {
        if (group >= writtenNumbers.length) {
            writtenNumbers = Arrays.copyOf(writtenNumbers, Math.max(16, 2 * group));
        }
        int written = writtenNumbers[group];
        if (written > 0) {
            bytes[length - 1] |= (byte) NUMBERED;
            writeNumber(written - 1);
            return;
        }
        byte[] groupUtf8 = groups.group(group).getBytes(UTF_8);
        writeText(groupUtf8, 0, groupUtf8.length);
        if (group != GroupNumbers.NO_GROUP) {
            groupsWritten++;
            writtenNumbers[group] = groupsWritten;
        }
    }

    private void writeText(byte[] utf8, int from, int to) {
        int textLength = to - from;
        ensure(MOST_HEAD_BYTES + textLength);
        writeNumber(textLength + 1);
        System.arraycopy(utf8, from, bytes, length, textLength);
        length += textLength;
    }

    /** There must be room for it. */
    private void writeNumber(int number) {
        int rest = number;
        while (rest > 0x7F) {
            bytes[length++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), (int)
                    Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8)));
        }
    }
}
