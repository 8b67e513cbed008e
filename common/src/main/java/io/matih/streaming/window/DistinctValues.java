package io.matih.streaming.window;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values without repetition, in the order in which they were first added; each belongs to a numbered set and to a group
 * of it.
 *
 * <p>Binary form, see {@link DistinctValuesWriter}: one value after the other.
 */
final class DistinctValues {

    /** Takes the values of a shard in their binary form. */
    interface ShardReceiver {
        void accept(int shard, byte[] values);
    }

    private static final int FIRST_CAPACITY = 16;

    /** Slots of the arrays and of the index, and the object that holds a text. */
    private static final int ENTRY_BYTES = 96;

    private static final byte[] NO_SETS = {};
    private static final String[] NO_TEXTS = {};
    private static final long[] NO_SLOTS = {};

    private int size;
    private long textBytes;
    private byte[] sets = NO_SETS;
    private String[] groups = NO_TEXTS;
    private String[] values = NO_TEXTS;

    /**
     * Open addressing, twice as long as the arrays: the hash above the number of the entry + 1, or 0. The hash is here and
     * not in an array of its own, so that a look-up reads one place in memory before it knows which entry it may be.
     */
    private long[] index = NO_SLOTS;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int set(int entry) {
        return sets[entry];
    }

    String group(int entry) {
        return groups[entry];
    }

    String value(int entry) {
        return values[entry];
    }

    long sizeInBytes() {
        return textBytes + (long) values.length * ENTRY_BYTES;
    }

    void add(int set, String group, String value) {
        if (size == values.length) {
            grow();
        }
        int hash = hash(set, group, value);
        long[] slots = index;
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0) {
            if ((int) (slots[slot] >>> Integer.SIZE) == hash) {
                int entry = (int) slots[slot] - 1;
                if (sets[entry] == set && values[entry].equals(value) && groups[entry].equals(group)) {
                    return;
                }
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = (long) hash << Integer.SIZE | (size + 1);
        sets[size] = (byte) set;
        groups[size] = group;
        values[size] = value;
        textBytes += value.length();
        size++;
    }

    void clear() {
        size = 0;
        textBytes = 0;
        sets = NO_SETS;
        groups = NO_TEXTS;
        values = NO_TEXTS;
        index = NO_SLOTS;
    }

    private void grow() {
        int capacity = Math.max(FIRST_CAPACITY, size * 2);
        sets = Arrays.copyOf(sets, capacity);
        groups = Arrays.copyOf(groups, capacity);
        values = Arrays.copyOf(values, capacity);
        long[] old = index;
        index = new long[capacity * 2];
        int mask = index.length - 1;
        for (long entry : old) {
            if (entry != 0) {
                int slot = (int) (entry >>> Integer.SIZE) & mask;
                while (index[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                index[slot] = entry;
            }
        }
    }

    private static int hash(int set, String group, String value) {
        int hash = (value.hashCode() * 31 + group.hashCode()) * 31 + set;
        hash *= 0x9E3779B9;
        return hash ^ hash >>> 16;
    }

    /**
     * Which of a number of shards a value belongs to. Not the index's hash: values of one shard must spread in an index.
     * The same value, of whichever set and group, is always in the same shard.
     */
    private static int shardOf(String value, int shards) {
        int hash = value.hashCode() * 0x85EBCA6B;
        return Math.floorMod(hash ^ hash >>> 15, shards);
    }

    /** Hands over the binary form of each shard that has values. */
    void writeShards(int shards, ShardReceiver receiver) {
        @Nullable DistinctValuesWriter[] writers = new DistinctValuesWriter[shards];
        for (int entry = 0; entry < size; entry++) {
            int shard = shards == 1 ? 0 : shardOf(values[entry], shards);
            DistinctValuesWriter writer = writers[shard];
            if (writer == null) {
                writer = new DistinctValuesWriter();
                writers[shard] = writer;
            }
            writer.write(sets[entry], groups[entry], values[entry]);
        }
        for (int shard = 0; shard < shards; shard++) {
            DistinctValuesWriter writer = writers[shard];
            if (writer != null) {
                receiver.accept(shard, writer.toBytes());
            }
        }
    }

    /** The binary form of all values. */
    byte[] toBytes() {
        DistinctValuesWriter writer = new DistinctValuesWriter();
        for (int entry = 0; entry < size; entry++) {
            writer.write(sets[entry], groups[entry], values[entry]);
        }
        return writer.toBytes();
    }

    /** Adds the values of a binary form. */
    void addAll(byte[] bytes) {
        DistinctValuesReader reader = new DistinctValuesReader(bytes);
        while (reader.next()) {
            add(reader.set(), reader.group(), reader.value());
        }
    }
}
