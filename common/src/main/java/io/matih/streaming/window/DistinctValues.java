package io.matih.streaming.window;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.types.StringValue;

/**
 * Values without repetition, in the order in which they were first added; each belongs to a numbered set and to a group
 * of it.
 *
 * <p>Binary form, one value after the other: the set's number (a byte), the group and the value (Flink's string format,
 * null where it is the same as in the entry before, as a value often comes with several sets).
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
    private static final int[] NO_NUMBERS = {};

    private int size;
    private long textBytes;
    private byte[] sets = NO_SETS;
    private String[] groups = NO_TEXTS;
    private String[] values = NO_TEXTS;
    private int[] hashes = NO_NUMBERS;
    /** Open addressing: entry + 1, or 0; twice as long as the arrays. */
    private int[] index = NO_NUMBERS;

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
        int slot = hash & (index.length - 1);
        while (index[slot] != 0) {
            int entry = index[slot] - 1;
            if (hashes[entry] == hash
                    && sets[entry] == set
                    && values[entry].equals(value)
                    && groups[entry].equals(group)) {
                return;
            }
            slot = (slot + 1) & (index.length - 1);
        }
        index[slot] = size + 1;
        sets[size] = (byte) set;
        groups[size] = group;
        values[size] = value;
        hashes[size] = hash;
        textBytes += value.length();
        size++;
    }

    void clear() {
        size = 0;
        textBytes = 0;
        sets = NO_SETS;
        groups = NO_TEXTS;
        values = NO_TEXTS;
        hashes = NO_NUMBERS;
        index = NO_NUMBERS;
    }

    private void grow() {
        int capacity = Math.max(FIRST_CAPACITY, size * 2);
        sets = Arrays.copyOf(sets, capacity);
        groups = Arrays.copyOf(groups, capacity);
        values = Arrays.copyOf(values, capacity);
        hashes = Arrays.copyOf(hashes, capacity);
        index = new int[capacity * 2];
        for (int entry = 0; entry < size; entry++) {
            int slot = hashes[entry] & (index.length - 1);
            while (index[slot] != 0) {
                slot = (slot + 1) & (index.length - 1);
            }
            index[slot] = entry + 1;
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
        Map<Integer, DistinctValuesWriter> writers = new HashMap<>();
        for (int entry = 0; entry < size; entry++) {
            writers.computeIfAbsent(shardOf(values[entry], shards), shard -> new DistinctValuesWriter())
                    .write(sets[entry], groups[entry], values[entry]);
        }
        writers.forEach((shard, writer) -> receiver.accept(shard, writer.toBytes()));
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
        DataInputDeserializer input = new DataInputDeserializer(bytes);
        String group = "";
        String value = "";
        try {
            while (input.available() > 0) {
                int set = input.readByte();
                String newGroup = StringValue.readString(input);
                String newValue = StringValue.readString(input);
                group = newGroup == null ? group : newGroup;
                value = newValue == null ? value : newValue;
                add(set, group, value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Distinct values in state cannot be read", e);
        }
    }
}
