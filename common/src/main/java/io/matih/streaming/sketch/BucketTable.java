package io.matih.streaming.sketch;

import java.util.Arrays;

/**
 * How often each key occurred: an open-addressing hash table. Slot i has its key at 2i and its count beside it, in the same
 * cache line; it is free while the count is 0.
 */
final class BucketTable {

    private static final int FIRST_CAPACITY = 64;

    /** 2⁶⁴ divided by the golden ratio: the high bits of a product with it spread neighbouring keys. */
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    /** Odd, so that its multiples visit every slot. */
    private static final int SCATTER = 0x9E3779B1;

    private static final long[] NO_SLOTS = {};

    /** Takes keys and their counts. */
    interface Receiver {
        void accept(long key, long count);
    }

    private long[] slots = NO_SLOTS;
    private int size;
    private int hashShift;

    BucketTable() {}

    BucketTable(BucketTable other) {
        slots = other.slots.clone();
        size = other.size;
        hashShift = other.hashShift;
    }

    /** How many keys there are. */
    int size() {
        return size;
    }

    long sizeInBytes() {
        return (long) Long.BYTES * slots.length;
    }

    /** Makes room, so that adding so many keys does not. */
    void reserve(int keys) {
        int capacity = FIRST_CAPACITY;
        while (keys > mostKeysIn(capacity)) {
            capacity *= 2;
        }
        if (2 * capacity > slots.length) {
            rebuild(0, capacity);
        }
    }

    void add(long key, long occurrences) {
        if (slots.length == 0) {
            rebuild(0, FIRST_CAPACITY);
        }
        int slot = slotOf(key);
        if (slots[2 * slot + 1] == 0) {
            int capacity = slots.length / 2;
            if (size + 1 > mostKeysIn(capacity)) {
                rebuild(0, capacity * 2);
                slot = slotOf(key);
            }
            slots[2 * slot] = key;
            size++;
        }
        slots[2 * slot + 1] += occurrences;
    }

    /** Cuts so many low bits of every key; the counts of keys that are the same then are added up. */
    void cutLowBits(int bits) {
        rebuild(bits, slots.length / 2);
    }

    /** Hands over everything, in an order in which it can be added to another table. */
    void forEach(Receiver receiver) {
        int capacity = slots.length / 2;
        for (int i = 0; i < capacity; i++) {
            // Slots are in the order of hashes, and keys that come in that order pile up in a smaller table.
            int slot = i * SCATTER & (capacity - 1);
            if (slots[2 * slot + 1] != 0) {
                receiver.accept(slots[2 * slot], slots[2 * slot + 1]);
            }
        }
    }

    long[] sortedKeys() {
        long[] sorted = new long[size];
        int next = 0;
        for (int at = 0; at < slots.length; at += 2) {
            if (slots[at + 1] != 0) {
                sorted[next++] = slots[at];
            }
        }
        Arrays.sort(sorted);
        return sorted;
    }

    /** The counts of keys that are in the table. */
    long[] countsOf(long[] keys) {
        long[] counts = new long[keys.length];
        for (int i = 0; i < keys.length; i++) {
            counts[i] = slots[2 * slotOf(keys[i]) + 1];
        }
        return counts;
    }

    /** The slot that holds the key, or the free one where it belongs. */
    private int slotOf(long key) {
        long[] table = slots;
        int mask = table.length / 2 - 1;
        int slot = (int) ((key * GOLDEN_RATIO) >>> hashShift);
        while (table[2 * slot + 1] != 0 && table[2 * slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void rebuild(int cutBits, int capacity) {
        long[] old = slots;
        slots = new long[2 * capacity];
        hashShift = Long.SIZE - Integer.numberOfTrailingZeros(capacity);
        size = 0;
        for (int at = 0; at < old.length; at += 2) {
            if (old[at + 1] != 0) {
                add(old[at] >>> cutBits, old[at + 1]);
            }
        }
    }

    /** A table is at most three quarters full. */
    private static int mostKeysIn(int capacity) {
        return capacity / 4 * 3;
    }
}
