package io.matih.streaming.window;

import io.matih.streaming.text.Utf8Text;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values in the order in which they were first added; each belongs to a numbered set and to a group of it. Without repetition,
 * unless they {@linkplain #watch are watched} and seldom come again.
 *
 * <p>Binary form, see {@link DistinctValuesWriter}: one value after the other.
 */
final class DistinctValues {

    /** Takes the values of a shard in their binary form. */
    interface ShardReceiver {
        void accept(int shard, byte[] values);
    }

    /** Takes values that were not there before. */
    interface ValueReceiver {
        void accept(int set, String group, Utf8Text value);
    }

    /** Of a table that still fits the processor's caches: beyond it a value is found more slowly than it is sent twice. */
    private static final int MANY_ENTRIES = 1 << 18;

    /** Of values that are not looked for: they are written into blocks before they have left the processor's caches. */
    private static final int MANY_BLIND_ENTRIES = 1 << 15;

    private static final int FIRST_CAPACITY = 16;

    private static final int FIRST_BYTES_OF_ENTRY = 16;

    /** What a short value without a group takes in a block besides itself. */
    private static final int BLOCK_HEAD_BYTES = 3;

    /** Of most ids; room for so many entries is made before a block of them is read. */
    private static final int BLOCK_BYTES_OF_ENTRY = 32;

    /** Slots of the arrays and of the index; the values' bytes come on top. */
    private static final int ENTRY_BYTES = 32;

    private static final byte[] NO_BYTES = {};
    private static final int[] NO_ENTRIES = {};
    private static final long[] NO_SLOTS = {};

    /** Of an entry in {@link #entries}: its set, the number of its group, where its value starts in {@link #utf8} and where it ends. */
    private static final int FIELDS = 4;

    private static final int NONE = -1;

    private int size;
    private int repeats;
    private @Nullable DistinctStatistics statistics;

    /** Whether a value is added without being looked for. */
    private boolean blind;

    /** The entry that this event added or found last, or none. An event's values are in a row, and often come again together. */
    private int last = NONE;

    private int[] entries = NO_ENTRIES;

    private final GroupNumbers groups = new GroupNumbers();

    /** The values one after the other, once where several entries in a row have the same. */
    private byte[] utf8 = NO_BYTES;

    private int utf8Length;
    private final Utf8Text view = new Utf8Text();

    /**
     * Open addressing, twice as long as the arrays: the hash above the number of the entry + 1, or 0. The hash is here and
     * not in an array of its own, so that a look-up reads one place in memory before it knows which entry it may be.
     */
    private long[] index = NO_SLOTS;

    /** From now on values may be kept twice where they seldom come again. To be called while there are none. */
    void watch(DistinctStatistics watched) {
        statistics = watched;
        blind = watched.repeatSeldom();
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Whether it is time to send these on, although a value that comes again is then sent again. */
    boolean areMany() {
        return size >= (blind ? MANY_BLIND_ENTRIES : MANY_ENTRIES);
    }

    private int set(int entry) {
        return entries[FIELDS * entry];
    }

    private int groupNumber(int entry) {
        return entries[FIELDS * entry + 1];
    }

    private int start(int entry) {
        return entries[FIELDS * entry + 2];
    }

    private int end(int entry) {
        return entries[FIELDS * entry + 3];
    }

    /** Valid until the next call. */
    private Utf8Text value(int entry) {
        view.wrap(utf8, start(entry), end(entry));
        return view;
    }

    long sizeInBytes() {
        return utf8.length + (long) capacity() * ENTRY_BYTES;
    }

    /** To be called before the values of the next event come. */
    void endEvent() {
        last = NONE;
    }

    /** Adds a value; false when it was there. */
    boolean add(int set, String group, Utf8Text value) {
        return add(set, groups.numberOf(group), value);
    }

    private boolean add(int set, int group, Utf8Text value) {
        if (last != NONE && last + 1 < size && isEntry(last + 1, set, group, value)) {
            last++;
            repeats++;
            return false;
        }
        if (size == capacity()) {
            makeRoom();
        }
        if (blind) {
            append(set, group, value);
            return true;
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
                    return false;
                }
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = (long) hash << Integer.SIZE | (size + 1);
        append(set, group, value);
        return true;
    }

    private void append(int set, int group, Utf8Text value) {
        entries[FIELDS * size] = set;
        entries[FIELDS * size + 1] = group;
        place(value);
        last = size;
        size++;
    }

    private boolean isEntry(int entry, int set, int group, Utf8Text value) {
        return set(entry) == set && groupNumber(entry) == group && isValue(entry, value);
    }

    private boolean isValue(int entry, Utf8Text value) {
        return value.isIn(utf8, start(entry), end(entry));
    }

    /** Sets the value of the entry after the last. */
    private void place(Utf8Text value) {
        if (last == size - 1 && size > 0 && isValue(last, value)) {
            setRange(size, start(last), end(last));
            return;
        }
        int end = Math.addExact(utf8Length, value.length());
        if (end > utf8.length) {
            growUtf8(end);
        }
        System.arraycopy(value.bytes, value.start, utf8, utf8Length, value.length());
        setRange(size, utf8Length, end);
        utf8Length = end;
    }

    /** Makes room for at least so many bytes. */
    private void growUtf8(int needed) {
        int capacity = (int) Math.min(Integer.MAX_VALUE - 8, 2L * utf8.length);
        utf8 = Arrays.copyOf(utf8, Math.max(Math.max(needed, capacity), FIRST_CAPACITY * FIRST_BYTES_OF_ENTRY));
    }

    private void setRange(int entry, int start, int end) {
        entries[FIELDS * entry + 2] = start;
        entries[FIELDS * entry + 3] = end;
    }

    /** Whether an entry has the value of the one before. */
    private boolean isSameValue(int entry) {
        return entry > 0 && start(entry) == start(entry - 1) && end(entry) == end(entry - 1);
    }

    /** Forgets all values but keeps the room for as many. */
    void clear() {
        if (statistics != null) {
            statistics.sent(size, utf8Length);
            if (blind) {
                statistics.leaveOut(size);
            } else {
                statistics.sample(size, repeats);
            }
            blind = statistics.repeatSeldom();
        }
        size = 0;
        repeats = 0;
        last = NONE;
        utf8Length = 0;
        groups.clear();
        if (blind) {
            index = NO_SLOTS;
        } else if (index.length == 2 * capacity()) {
            Arrays.fill(index, 0);
        } else {
            index = new long[2 * capacity()];
        }
    }

    /** Makes room for at least one more entry. */
    private void makeRoom() {
        if (size == 0 && statistics != null) {
            grow(Math.max(FIRST_CAPACITY, statistics.usualSize()));
            utf8 = new byte[Math.max(FIRST_CAPACITY * FIRST_BYTES_OF_ENTRY, statistics.usualBytes())];
        } else {
            grow(size + 1);
        }
    }

    /** Makes room for at least so many entries. */
    private void grow(int needed) {
        int capacity = Math.max(FIRST_CAPACITY, Integer.highestOneBit(needed - 1) * 2);
        entries = Arrays.copyOf(entries, Math.multiplyExact(FIELDS, capacity));
        if (!blind) {
            growIndex(2 * capacity);
        }
    }

    private void growIndex(int length) {
        long[] old = index;
        index = new long[length];
        int mask = length - 1;
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

    private int capacity() {
        return entries.length / FIELDS;
    }

    private static int hash(int set, int group, Utf8Text value) {
        int hash = (value.hashCode() * 31 + group) * 31 + set;
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
                writer = new DistinctValuesWriter(bytesOfBlocks() / shards);
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
        DistinctValuesWriter writer = new DistinctValuesWriter(bytesOfBlocks());
        for (int entry = 0; entry < size; entry++) {
            write(entry, writer);
        }
        return writer.toBytes();
    }

    /** About how long the binary form is. */
    private int bytesOfBlocks() {
        return (int) Math.min(Integer.MAX_VALUE / 2, utf8Length + (long) BLOCK_HEAD_BYTES * size);
    }

    /** To be called for the entries in their order: all of those with the same value go to the same writer. */
    private void write(int entry, DistinctValuesWriter writer) {
        writer.write(set(entry), groupNumber(entry), groups, isSameValue(entry), utf8, start(entry), end(entry));
    }

    /** Adds the values of a binary form. */
    void addAll(byte[] bytes) {
        addAll(bytes, (set, group, value) -> {});
    }

    /** Adds the values of a binary form, and hands over those that were not there. */
    void addAll(byte[] bytes, ValueReceiver added) {
        int expected = size + bytes.length / BLOCK_BYTES_OF_ENTRY;
        if (expected > capacity()) {
            grow(expected);
        }
        if (utf8.length == 0) {
            utf8 = new byte[bytes.length];
        }
        DistinctValuesReader reader = new DistinctValuesReader(bytes);
        while (reader.next()) {
            if (add(reader.set(), reader.group(), reader.value())) {
                added.accept(reader.set(), reader.group(), reader.value());
            }
        }
    }
}
