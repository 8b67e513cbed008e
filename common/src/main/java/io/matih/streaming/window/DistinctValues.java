package io.matih.streaming.window;

import io.matih.streaming.text.Utf8Text;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values without repetition, in the order in which they were first added; each belongs to a numbered set and to a group
 * of it. After a {@link #clear()} there may be repetitions.
 *
 * <p>Binary form, see {@link DistinctValuesWriter}: one value after the other.
 */
final class DistinctValues {

    /** Takes the values of a shard in their binary form. */
    interface ShardReceiver {
        void accept(int shard, byte[] values);
    }

    /** Of a table that still fits the processor's caches: beyond it a value is found more slowly than it is sent twice. */
    private static final int MANY_ENTRIES = 1 << 18;

    private static final int FIRST_CAPACITY = 16;

    private static final int FIRST_BYTES_OF_ENTRY = 16;

    /** Slots of the arrays and of the index; the values' bytes come on top. */
    private static final int ENTRY_BYTES = 32;

    private static final byte[] NO_BYTES = {};
    private static final String[] NO_GROUPS = {};
    private static final int[] NO_ENDS = {};
    private static final long[] NO_SLOTS = {};

    /** For how many fillings values are not looked for once that was found to be of little use. */
    private static final int BLIND_FILLINGS = 8;

    private int size;
    private int repeats;
    private int blindFillings;

    /** The entry that was added or found last. An event's values are in a row, and often come again together. */
    private int last;

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

    /** Whether it is time to send these on, although a value that comes again is then sent again. */
    boolean areMany() {
        return size >= MANY_ENTRIES;
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
        if (last + 1 < size && isEntry(last + 1, set, group, value)) {
            last++;
            repeats++;
            return;
        }
        if (size == sets.length) {
            grow();
        }
        if (blindFillings > 0) {
            append(set, group, value);
            return;
        }
        int hash = hash(set, group, value);
        long[] slots = index;
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0) {
            if ((int) (slots[slot] >>> Integer.SIZE) == hash) {
                int entry = (int) slots[slot] - 1;
                if (isEntry(entry, set, group, value)) {
                    last = entry;
                    repeats++;
                    return;
                }
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = (long) hash << Integer.SIZE | (size + 1);
        append(set, group, value);
    }

    private void append(int set, String group, Utf8Text value) {
        sets[size] = (byte) set;
        groups[size] = group;
        place(value);
        last = size;
        size++;
    }

    private boolean isEntry(int entry, int set, String group, Utf8Text value) {
        return sets[entry] == set && isValue(entry, value) && groups[entry].equals(group);
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

    /**
     * Forgets all values but keeps the room for as many. Where few of many came again, the next ones are kept for a while without being
     * looked for: whoever counts them looks anyway.
     */
    void clear() {
        if (blindFillings > 0) {
            blindFillings--;
        } else if (areMany() && repeats < size) {
            blindFillings = BLIND_FILLINGS;
        }
        size = 0;
        repeats = 0;
        last = 0;
        utf8Length = 0;
        Arrays.fill(index, 0);
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
    private static int shardOf(Utf8Text value, int shards) {
        int hash = stringHashCode(value) * 0x85EBCA6B;
        return Math.floorMod(hash ^ hash >>> 15, shards);
    }

    private static int stringHashCode(Utf8Text value) {
        int hash = 0;
        for (int at = value.start; at < value.end; at++) {
            byte ascii = value.bytes[at];
            if (ascii < 0) {
                return value.toString().hashCode();
            }
            hash = 31 * hash + ascii;
        }
        return hash;
    }

    /** Hands over the binary form of each shard that has values. */
    void writeShards(int shards, ShardReceiver receiver) {
        @Nullable DistinctValuesWriter[] writers = new DistinctValuesWriter[shards];
        int shard = 0;
        for (int entry = 0; entry < size; entry++) {
            if (shards > 1 && !isSameValue(entry)) {
                shard = shardOf(value(entry), shards);
            }
            DistinctValuesWriter writer = writers[shard];
            if (writer == null) {
                writer = new DistinctValuesWriter();
                writers[shard] = writer;
            }
            write(entry, writer);
        }
        for (int number = 0; number < shards; number++) {
            DistinctValuesWriter writer = writers[number];
            if (writer != null) {
                receiver.accept(number, writer.toBytes());
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
