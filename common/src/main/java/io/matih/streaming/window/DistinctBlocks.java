package io.matih.streaming.window;

import io.matih.streaming.text.Utf8Text;
import org.jspecify.annotations.Nullable;

/** Distinct values in their binary form, each in the block of the shard that it belongs to. */
final class DistinctBlocks {

    /** Takes the values of a shard in their binary form. */
    interface Receiver {
        void accept(int shard, byte[] values);
    }

    /** 31 to the power of 2, 3 and 4. */
    private static final int SQUARE = 961;

    private static final int CUBE = 29_791;
    private static final int FOURTH = 923_521;

    private static final byte[] NO_BYTES = {};

    private final @Nullable DistinctValuesWriter[] writers;
    private final int expectedBytesOfShard;
    private int shard;

    /**
     * @param shards how many
     * @param expectedBytes how long all blocks together will be, more or less
     */
    DistinctBlocks(int shards, int expectedBytes) {
        writers = new DistinctValuesWriter[shards];
        expectedBytesOfShard = expectedBytes / shards;
    }

    /**
     * Appends a value to the block of its shard.
     *
     * @param group its number
     * @param groups what that number stands for
     */
    void write(int set, int group, GroupNumbers groups, Utf8Text value) {
        DistinctValuesWriter writer = writers[shard];
        boolean isSameValue = writer != null && writer.isLast(value);
        if (!isSameValue) {
            shard = shardOf(value, writers.length);
            writer = writers[shard];
        }
        if (writer == null) {
            writer = new DistinctValuesWriter(expectedBytesOfShard);
            writers[shard] = writer;
        }
        writer.write(set, group, groups, isSameValue, value);
    }

    /** Hands over the blocks and forgets them, but keeps the room for as much. */
    void drain(Receiver receiver) {
        for (int number = 0; number < writers.length; number++) {
            DistinctValuesWriter writer = writers[number];
            if (writer != null && !writer.isEmpty()) {
                receiver.accept(number, writer.toBytes());
                writer.clear();
            }
        }
    }

    /** The values of a shard. */
    byte[] toBytes(int number) {
        DistinctValuesWriter writer = writers[number];
        return writer == null ? NO_BYTES : writer.toBytes();
    }

    long sizeInBytes() {
        long bytes = 0;
        for (DistinctValuesWriter writer : writers) {
            bytes += writer == null ? 0 : writer.sizeInBytes();
        }
        return bytes;
    }

    /**
     * Which of a number of shards a value belongs to. Not the hash by which values are looked for: those of one shard must spread
     * in an index. The same value, of whichever set and group, is always in the same shard, also in state of earlier releases.
     */
    private static int shardOf(Utf8Text value, int shards) {
        if (shards == 1) {
            return 0;
        }
        int hash = stringHashCode(value) * 0x85EBCA6B;
        return Math.floorMod(hash ^ hash >>> 15, shards);
    }

    /** The hash code of the value as a string; of four characters at a time, which need not wait for each other. */
    private static int stringHashCode(Utf8Text value) {
        byte[] bytes = value.bytes;
        int hash = 0;
        int at = value.start;
        for (; at + 4 <= value.end; at += 4) {
            byte first = bytes[at];
            byte second = bytes[at + 1];
            byte third = bytes[at + 2];
            byte fourth = bytes[at + 3];
            if ((first | second | third | fourth) < 0) {
                return value.toString().hashCode();
            }
            hash = FOURTH * hash + (CUBE * first + SQUARE * second + (31 * third + fourth));
        }
        for (; at < value.end; at++) {
            if (bytes[at] < 0) {
                return value.toString().hashCode();
            }
            hash = 31 * hash + bytes[at];
        }
        return hash;
    }
}
