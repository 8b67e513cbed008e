package io.matih.streaming.window;

import io.matih.streaming.text.Utf8Text;
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

    private static final int FIRST_BYTES_OF_ENTRY = 16;

    /** Slots of the arrays and of the index; the values' bytes come on top. */
    private static final int ENTRY_BYTES = 32;

    private static final byte[] NO_BYTES = {};
    private static final String[] NO_GROUPS = {};
    private static final int[] NO_ENDS = {};
    private static final long[] NO_SLOTS = {};

    private int size;
    private byte[] sets = NO_BYTES;
    private String[] groups = NO_GROUPS;

    /** Where the value of entry i starts in {@link #utf8} is at 2i, where it ends beside it. */
    private int[] ends = NO_ENDS;

    /** The values one after the other, once where several entries in a row have the same. */
    private byte[] utf8 = NO_BYTES;

    private int utf8Length;
    private final Utf8Text view = new Utf8Text();

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

    /** Valid until the next call. */
    Utf8Text value(int entry) {
        view.wrap(utf8, ends[2 * entry], ends[2 * entry + 1]);
        return view;
    }

    long sizeInBytes() {
        return utf8.length + (long) sets.length * ENTRY_BYTES;
    }

    void add(int set, String group, Utf8Text value) {
        if (size == sets.length) {
            grow();
        }
        int hash = hash(set, group, value);
        long[] slots = index;
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0) {
            if ((int) (slots[slot] >>> Integer.SIZE) == hash) {
                int entry = (int) slots[slot] - 1;
                if (sets[entry] == set && isValue(entry, value) && groups[entry].equals(group)) {
                    return;
                }
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = (long) hash << Integer.SIZE | (size + 1);
        sets[size] = (byte) set;
        groups[size] = group;
        place(value);
        size++;
    }

    private boolean isValue(int entry, Utf8Text value) {
        return value.isIn(utf8, ends[2 * entry], ends[2 * entry + 1]);
    }

    /** Sets the value of the entry after the last. */
    private void place(Utf8Text value) {
        if (size > 0 && isValue(size - 1, value)) {
            ends[2 * size] = ends[2 * size - 2];
            ends[2 * size + 1] = ends[2 * size - 1];
            return;
        }
        int end = Math.addExact(utf8Length, value.length());
        if (end > utf8.length) {
            int capacity = (int) Math.min(Integer.MAX_VALUE - 8, 2L * utf8.length);
            utf8 = Arrays.copyOf(utf8, Math.max(Math.max(end, capacity), FIRST_CAPACITY * FIRST_BYTES_OF_ENTRY));
        }
        System.arraycopy(value.bytes, value.start, utf8, utf8Length, value.length());
        ends[2 * size] = utf8Length;
        ends[2 * size + 1] = end;
        utf8Length = end;
    }

    /** Whether an entry has the value of the one before. */
    private boolean isSameValue(int entry) {
        return entry > 0 && ends[2 * entry] == ends[2 * entry - 2] && ends[2 * entry + 1] == ends[2 * entry - 1];
    }

    void clear() {
        size = 0;
        sets = NO_BYTES;
        groups = NO_GROUPS;
        ends = NO_ENDS;
        utf8 = NO_BYTES;
        utf8Length = 0;
        index = NO_SLOTS;
    }

    private void grow() {
        int capacity = Math.max(FIRST_CAPACITY, size * 2);
        sets = Arrays.copyOf(sets, capacity);
        groups = Arrays.copyOf(groups, capacity);
        ends = Arrays.copyOf(ends, 2 * capacity);
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

    private static int hash(int set, String group, Utf8Text value) {
        int hash = (value.hashCode() * 31 + group.hashCode()) * 31 + set;
        hash *= 0x9E3779B9;
        return hash ^ hash >>> 16;
    }

    /**
     * Which of a number of shards a value belongs to. Not the index's hash: values of one shard must spread in an index.
     * The same value, of whichever set and group, is always in the same shard, also in state of earlier releases.
     */
    private static int shardOf(String value, int shards) {
        int hash = value.hashCode() * 0x85EBCA6B;
        return Math.floorMod(hash ^ hash >>> 15, shards);
    }

    /** Hands over the binary form of each shard that has values. */
    void writeShards(int shards, ShardReceiver receiver) {
        @Nullable DistinctValuesWriter[] writers = new DistinctValuesWriter[shards];
        for (int entry = 0; entry < size; entry++) {
            int shard = shards == 1 ? 0 : shardOf(value(entry).toString(), shards);
            DistinctValuesWriter writer = writers[shard];
            if (writer == null) {
                writer = new DistinctValuesWriter();
                writers[shard] = writer;
            }
            write(entry, writer);
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
            write(entry, writer);
        }
        return writer.toBytes();
    }

    /** To be called for the entries in their order: all of those with the same value go to the same writer. */
    private void write(int entry, DistinctValuesWriter writer) {
        writer.write(sets[entry], groups[entry], isSameValue(entry), utf8, ends[2 * entry], ends[2 * entry + 1]);
    }

    /** Adds the values of a binary form. */
    void addAll(byte[] bytes) {
        DistinctValuesReader reader = new DistinctValuesReader(bytes);
        while (reader.next()) {
            add(reader.set(), reader.group(), reader.value());
        }
    }
}
