package io.matih.streaming.window;

import io.matih.streaming.text.Utf8Text;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values in the order in which they were first added; each belongs to a numbered set and to a group of it. Without repetition,
 * unless they {@linkplain #watch are watched} and seldom come again: then they are not even looked for, but written into the blocks
 * that are sent.
 *
 * <p>Binary form, see {@link DistinctValuesWriter}: one value after the other.
 */
final class DistinctValues {

    /** Takes values that were not there before. */
    interface ValueReceiver {
        void accept(int set, String group, Utf8Text value);
    }

    /** Of a table that still fits the processor's caches: beyond it a value is found more slowly than it is sent twice. */
    private static final int MANY_ENTRIES = 1 << 18;

    /** Of values that are not looked for: their blocks are sent before they have left the processor's caches. */
    private static final int MANY_BLIND_ENTRIES = 1 << 15;

    private static final int FIRST_CAPACITY = 16;

    private static final int FIRST_BYTES_OF_ENTRY = 16;

    /** What a short value without a group takes in a block besides itself. */
    private static final int BLOCK_HEAD_BYTES = 3;

    /** Of most ids; room for so many entries is made before a block of them is read. */
    private static final int BLOCK_BYTES_OF_ENTRY = 32;

    /** The entries that a value has beyond these are looked for by set and group, so that they cost no more than others. */
    private static final int LONGEST_CHAIN = 16;

    /** Of {@link #crowded}: an entry of a hash set and what it holds. */
    private static final int CROWDED_BYTES = 80;

    /** A table of which less was used is not worth being emptied. */
    private static final int LEAST_USED_SHARE = 8;

    private static final byte[] NO_BYTES = {};
    private static final int[] NO_ENTRIES = {};
    private static final long[] NO_SLOTS = {};

    /**
     * Of an entry in {@link #entries}: its set, the number of its group, where its value starts in {@link #utf8} and where it ends,
     * and which entry of the same value comes next in their chain, plus 1, or 0.
     */
    private static final int FIELDS = 5;

    private static final int NONE = -1;

    private int size;
    private int repeats;
    private @Nullable DistinctStatistics statistics;

    /** Where values are written without being looked for, or null while they are looked for. */
    private @Nullable DistinctBlocks blocks;

    private int shards = 1;

    /** The entry that this event added or found last, or none. An event's values are in a row, and often come again together. */
    private int last = NONE;

    /** The first entry with the value of {@link #last}, or none when it is not known. */
    private int first = NONE;

    private int[] entries = NO_ENTRIES;

    private final GroupNumbers groups = new GroupNumbers();

    /** The different values one after the other. */
    private byte[] utf8 = NO_BYTES;

    private int utf8Length;
    private final Utf8Text view = new Utf8Text();

    /**
     * Open addressing, at most half full: the hash of a value above the number of its first entry + 1, or 0. The hash is here and
     * not in an array of its own, so that a look-up reads one place in memory before it knows which entry it may be.
     */
    private long[] index = NO_SLOTS;

    /** How many different values there are. */
    private int texts;

    /** The entries that are in no chain, because that of their value is long enough. */
    private final Set<Membership> crowded = new HashSet<>();

    /** @param firstEntry which value */
    private record Membership(int firstEntry, int set, int group) {}

    /**
     * From now on values may be kept twice where they seldom come again. To be called while there are none.
     *
     * @param shardsToWrite what {@link #writeShards} will be asked for
     */
    void watch(DistinctStatistics watched, int shardsToWrite) {
        statistics = watched;
        shards = shardsToWrite;
        lookOrNot();
    }

    private void lookOrNot() {
        if (statistics == null || !statistics.repeatSeldom()) {
            blocks = null;
        } else if (blocks == null) {
            blocks = new DistinctBlocks(shards, statistics.usualBytes());
        }
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Whether it is time to send these on, although a value that comes again is then sent again. */
    boolean areMany() {
        return size >= (blocks == null ? MANY_ENTRIES : MANY_BLIND_ENTRIES);
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

    private int next(int entry) {
        return entries[FIELDS * entry + 4] - 1;
    }

    private void setNext(int entry, int next) {
        entries[FIELDS * entry + 4] = next + 1;
    }

    long sizeInBytes() {
        return (blocks == null ? 0 : blocks.sizeInBytes())
                + utf8.length
                + (long) Integer.BYTES * entries.length
                + (long) Long.BYTES * index.length
                + (long) CROWDED_BYTES * crowded.size();
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
        if (blocks != null) {
            blocks.write(set, group, groups, value);
            size++;
            return true;
        }
        if (last != NONE && last + 1 < size && isEntry(last + 1, set, group, value)) {
            first = isSameValue(last, last + 1) ? first : NONE;
            last++;
            repeats++;
            return false;
        }
        if (size == capacity()) {
            makeRoom();
        }
        boolean isValueOfLast = last != NONE && first != NONE && isValue(last, value);
        if (!isValueOfLast) {
            first = findOrInsert(value);
        }
        return first == size ? addFirst(set, group, value) : addFurther(set, group);
    }

    /** The first entry of a value; the one after the last when the value is new, which belongs to it from now on. */
    private int findOrInsert(Utf8Text value) {
        int hash = value.hashCode();
        long[] slots = index;
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0) {
            if ((int) (slots[slot] >>> Integer.SIZE) == hash) {
                int entry = (int) slots[slot] - 1;
                if (isValue(entry, value)) {
                    return entry;
                }
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = (long) hash << Integer.SIZE | (size + 1);
        texts++;
        if (2 * texts > slots.length) {
            growIndex(2 * slots.length);
        }
        return size;
    }

    private boolean addFirst(int set, int group, Utf8Text value) {
        int end = Math.addExact(utf8Length, value.length());
        if (end > utf8.length) {
            growUtf8(end);
        }
        System.arraycopy(value.bytes, value.start, utf8, utf8Length, value.length());
        append(set, group, utf8Length, end);
        utf8Length = end;
        return true;
    }

    /** Adds the value whose first entry is {@link #first}, which is there, unless it is in that set and group already. */
    private boolean addFurther(int set, int group) {
        int entry = first;
        int length = 1;
        while (set(entry) != set || groupNumber(entry) != group) {
            if (length == LONGEST_CHAIN) {
                if (crowded.add(new Membership(first, set, group))) {
                    append(set, group, start(first), end(first));
                    return true;
                }
                break;
            }
            if (next(entry) == NONE) {
                setNext(entry, size);
                append(set, group, start(first), end(first));
                return true;
            }
            entry = next(entry);
            length++;
        }
        last = entry;
        repeats++;
        return false;
    }

    /** Appends an entry at the end of its chain. */
    private void append(int set, int group, int start, int end) {
        int at = FIELDS * size;
        entries[at] = set;
        entries[at + 1] = group;
        entries[at + 2] = start;
        entries[at + 3] = end;
        entries[at + 4] = NONE + 1;
        last = size;
        size++;
    }

    private boolean isEntry(int entry, int set, int group, Utf8Text value) {
        return set(entry) == set && groupNumber(entry) == group && isValue(entry, value);
    }

    private boolean isValue(int entry, Utf8Text value) {
        return value.isIn(utf8, start(entry), end(entry));
    }

    private boolean isSameValue(int entry, int other) {
        return start(entry) == start(other) && end(entry) == end(other);
    }

    /** Makes room for at least so many bytes. */
    private void growUtf8(int needed) {
        int capacity = (int) Math.min(Integer.MAX_VALUE - 8, 2L * utf8.length);
        utf8 = Arrays.copyOf(utf8, Math.max(Math.max(needed, capacity), FIRST_CAPACITY * FIRST_BYTES_OF_ENTRY));
    }

    /** Forgets all values; keeps the room for as many where much of it was used. */
    void clear() {
        takeNote();
        lookOrNot();
        if (blocks != null || LEAST_USED_SHARE * size < capacity()) {
            entries = NO_ENTRIES;
            index = NO_SLOTS;
            utf8 = NO_BYTES;
        } else {
            Arrays.fill(index, 0);
        }
        size = 0;
        repeats = 0;
        last = NONE;
        utf8Length = 0;
        texts = 0;
        crowded.clear();
        groups.clear();
    }

    /** How the values were, for those who know what to do with the next by that. */
    private void takeNote() {
        if (statistics == null) {
            return;
        }
        if (blocks == null) {
            statistics.sample(size, repeats);
            statistics.sent(size, texts, utf8Length);
        } else {
            statistics.leaveOut(size);
        }
    }

    /** Makes room for at least one more entry. */
    private void makeRoom() {
        if (size == 0 && statistics != null) {
            grow(statistics.usualSize());
            growIndex(capacityFor(2 * statistics.usualTexts()));
            utf8 = new byte[Math.max(FIRST_CAPACITY * FIRST_BYTES_OF_ENTRY, statistics.usualBytes())];
        } else {
            grow(size + 1);
        }
    }

    /** Makes room for at least so many entries. */
    private void grow(int needed) {
        entries = Arrays.copyOf(entries, Math.multiplyExact(FIELDS, capacityFor(needed)));
        if (index.length == 0) {
            growIndex(FIRST_CAPACITY);
        }
    }

    private static int capacityFor(int needed) {
        return Math.max(FIRST_CAPACITY, Integer.highestOneBit(needed - 1) * 2);
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

    /** Hands over the binary form of each shard that has values; {@link #clear} has to follow where these are watched. */
    void writeShards(int shardsToWrite, DistinctBlocks.Receiver receiver) {
        (blocks == null ? newBlocks(shardsToWrite) : blocks).drain(receiver);
    }

    /** The binary form of all values, which must not be watched. */
    byte[] toBytes() {
        return newBlocks(1).toBytes(0);
    }

    private DistinctBlocks newBlocks(int count) {
        DistinctBlocks written = new DistinctBlocks(count, bytesOfBlocks());
        for (int entry = 0; entry < size; entry++) {
            view.wrap(utf8, start(entry), end(entry));
            written.write(set(entry), groupNumber(entry), groups, view);
        }
        return written;
    }

    /** About how long the binary form is. */
    private int bytesOfBlocks() {
        return (int) Math.min(Integer.MAX_VALUE / 2, utf8Length + (long) BLOCK_HEAD_BYTES * size);
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
        DistinctValuesReader reader = new DistinctValuesReader(bytes, groups);
        while (reader.next()) {
            if (add(reader.set(), reader.group(), reader.value())) {
                added.accept(reader.set(), groups.group(reader.group()), reader.value());
            }
        }
    }
}
