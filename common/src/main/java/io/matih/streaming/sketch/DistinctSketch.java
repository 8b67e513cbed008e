package io.matih.streaming.sketch;

import io.matih.streaming.text.Utf8Text;
import java.util.Arrays;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * A HyperLogLog of {@value #REGISTERS} registers over texts, as Trino's {@code approx_set} makes it: the number of
 * distinct values within a few percent, mergeable without double counting.
 *
 * <p>Up to {@value #MAX_ENTRIES} distinct 26-bit hash prefixes are kept as a sorted list, more as registers. Which of
 * both is a function of the values alone: any order of adds and merges gives the same bytes.
 *
 * <p>Mutable and not thread safe, but any number of threads may read it, copy it and write it out at a time while nobody
 * changes it: Flink's state on the heap writes a snapshot while the task already copies from the same object.
 */
@TypeInfo(DistinctSketchTypeInfoFactory.class)
public final class DistinctSketch {

    static final int INDEX_BITS = 12;
    static final int REGISTERS = 1 << INDEX_BITS;
    /** A list of more would be longer than the serialized registers. */
    static final int MAX_ENTRIES = 512;

    private static final int PREFIX_BITS = 26;
    private static final int ZEROS_BITS = Integer.SIZE - PREFIX_BITS;
    private static final int FIRST_CAPACITY = 8;
    private static final int[] NO_ENTRIES = {};

    private static final long OBJECT_BYTES = 64;

    /**
     * Each 26 bits of hash prefix and 6 bits for the leading zeros that follow it. Ascending, each prefix once and no more
     * than {@value #MAX_ENTRIES}, when sorted.
     */
    private int[] entries = NO_ENTRIES;

    private int entryCount;
    private boolean sorted = true;
    /** Per register the largest number of leading zeros plus one; null while the entries are used. */
    private byte @Nullable [] registers;

    /** A sketch without values. */
    public DistinctSketch() {}

    /** A sketch of its own with the same content. */
    public DistinctSketch(DistinctSketch other) {
        entries = other.entries.clone();
        entryCount = other.entryCount;
        sorted = other.sorted;
        registers = other.registers == null ? null : other.registers.clone();
    }

    DistinctSketch(int[] entries) {
        this.entries = entries;
        this.entryCount = entries.length;
    }

    DistinctSketch(byte[] registers) {
        this.registers = registers;
    }

    /** Adds one value; adding it again changes nothing. */
    public void add(Utf8Text value) {
        long hash = value.hash64();
        int prefix = (int) (hash >>> (Long.SIZE - PREFIX_BITS));
        addEntry(prefix << ZEROS_BITS | zerosAfter(hash, PREFIX_BITS));
    }

    /** Adds every value of another sketch, which stays as it is. */
    public void merge(DistinctSketch other) {
        if (other.registers == null) {
            for (int i = 0; i < other.entryCount; i++) {
                addEntry(other.entries[i]);
            }
        } else {
            byte[] merged = toRegisters();
            for (int i = 0; i < REGISTERS; i++) {
                merged[i] = (byte) Math.max(merged[i], other.registers[i]);
            }
        }
    }

    /**
     * The bytes of a sketch that Trino reads with {@code CAST(x AS HyperLogLog)}.
     *
     * @return null without values
     */
    public byte @Nullable [] toHyperLogLog() {
        return isEmpty() ? null : HyperLogLogFormat.write(this);
    }

    /** Whether no value was added. */
    public boolean isEmpty() {
        return registers == null && entryCount == 0;
    }

    /** About how much heap this object holds, in bytes. */
    public long sizeInBytes() {
        return OBJECT_BYTES + (registers == null ? (long) Integer.BYTES * entries.length : REGISTERS);
    }

    /** The same content with its entries in order, where it has no registers; not to be changed. */
    DistinctSketch ordered() {
        if (sorted) {
            return this;
        }
        DistinctSketch copy = new DistinctSketch(this);
        copy.sort();
        return copy;
    }

    /** The entries of a sketch that is in order; meaningful while there are no registers. */
    int[] entries() {
        return Arrays.copyOf(entries, entryCount);
    }

    /** The registers of a sketch that is in order; null while there are entries. */
    byte @Nullable [] registers() {
        return registers;
    }

    private void addEntry(int entry) {
        if (registers == null && entryCount == entries.length) {
            makeRoom();
        }
        if (registers != null) {
            raise(registers, entry);
        } else {
            entries[entryCount++] = entry;
            sorted = false;
        }
    }

    /** Makes room for one more entry, or registers of all. Few entries are not worth looking for some that are there twice. */
    private void makeRoom() {
        if (entryCount >= MAX_ENTRIES) {
            sort();
        }
        if (registers == null && entryCount >= entries.length / 2) {
            entries = Arrays.copyOf(entries, Math.max(FIRST_CAPACITY, entryCount * 2));
        }
    }

    /** Brings the entries into order, and makes registers of them where there are too many. */
    private void sort() {
        if (sorted) {
            return;
        }
        // Ascending as unsigned numbers, so that of equal prefixes the one with the most zeros comes last.
        for (int i = 0; i < entryCount; i++) {
            entries[i] ^= Integer.MIN_VALUE;
        }
        Arrays.sort(entries, 0, entryCount);
        int distinct = 0;
        for (int i = 0; i < entryCount; i++) {
            int entry = entries[i] ^ Integer.MIN_VALUE;
            if (distinct > 0 && entries[distinct - 1] >>> ZEROS_BITS == entry >>> ZEROS_BITS) {
                distinct--;
            }
            entries[distinct++] = entry;
        }
        entryCount = distinct;
        sorted = true;
        if (distinct > MAX_ENTRIES) {
            toRegisters();
        }
    }

    private byte[] toRegisters() {
        byte[] current = registers;
        if (current == null) {
            current = new byte[REGISTERS];
            for (int i = 0; i < entryCount; i++) {
                raise(current, entries[i]);
            }
            registers = current;
            entries = NO_ENTRIES;
            entryCount = 0;
            sorted = true;
        }
        return current;
    }

    private static void raise(byte[] registers, int entry) {
        int register = entry >>> (Integer.SIZE - INDEX_BITS);
        int zerosInPrefix = Integer.numberOfLeadingZeros(entry << INDEX_BITS);
        int prefixRest = PREFIX_BITS - INDEX_BITS;
        int zeros = zerosInPrefix < prefixRest ? zerosInPrefix : prefixRest + (entry & ((1 << ZEROS_BITS) - 1));
        registers[register] = (byte) Math.max(registers[register], zeros + 1);
    }

    /** How many zero bits follow the first {@code bits} bits of a hash. */
    private static int zerosAfter(long hash, int bits) {
        return Math.min(Long.numberOfLeadingZeros(hash << bits), Long.SIZE - bits);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof DistinctSketch sketch)) {
            return false;
        }
        DistinctSketch mine = ordered();
        DistinctSketch theirs = sketch.ordered();
        return Arrays.equals(mine.entries(), theirs.entries()) && Arrays.equals(mine.registers, theirs.registers);
    }

    @Override
    public int hashCode() {
        DistinctSketch content = ordered();
        return 31 * Arrays.hashCode(content.entries()) + Arrays.hashCode(content.registers);
    }
}
