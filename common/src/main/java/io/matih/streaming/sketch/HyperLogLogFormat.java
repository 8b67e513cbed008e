package io.matih.streaming.sketch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The little-endian bytes that Trino casts to {@code HyperLogLog}: format 2 is the list of entries, format 3 the
 * registers as four-bit differences from their minimum, with an ordered list of what does not fit four bits.
 */
final class HyperLogLogFormat {

    private static final byte ENTRIES_TAG = 2;
    private static final byte REGISTERS_TAG = 3;
    private static final int LARGEST_DIFFERENCE = 15;

    private HyperLogLogFormat() {}

    static byte[] write(DistinctSketch sketch) {
        DistinctSketch ordered = sketch.ordered();
        byte[] registers = ordered.registers();
        return registers == null ? writeEntries(ordered.entries()) : writeRegisters(registers);
    }

    static DistinctSketch read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        byte tag = buffer.get();
        byte indexBits = buffer.get();
        if (indexBits != DistinctSketch.INDEX_BITS || (tag != ENTRIES_TAG && tag != REGISTERS_TAG)) {
            throw new IllegalArgumentException(
                    "HyperLogLog: expected format 2 or 3 with 12 index bits, got " + tag + " with " + indexBits);
        }
        return tag == ENTRIES_TAG ? new DistinctSketch(readEntries(buffer)) : new DistinctSketch(readRegisters(buffer));
    }

    private static byte[] writeEntries(int[] entries) {
        ByteBuffer buffer = ByteBuffer.allocate(2 + Short.BYTES + Integer.BYTES * entries.length);
        buffer.order(ByteOrder.LITTLE_ENDIAN).put(ENTRIES_TAG).put((byte) DistinctSketch.INDEX_BITS);
        buffer.putShort((short) entries.length);
        for (int entry : entries) {
            buffer.putInt(entry);
        }
        return buffer.array();
    }

    private static int[] readEntries(ByteBuffer buffer) {
        int[] entries = new int[buffer.getShort()];
        buffer.asIntBuffer().get(entries);
        return entries;
    }

    private static byte[] writeRegisters(byte[] registers) {
        int minimum = registers[0];
        for (byte register : registers) {
            minimum = Math.min(minimum, register);
        }
        byte[] differences = new byte[registers.length / 2];
        int[] overflowing = new int[registers.length];
        int overflows = 0;
        for (int i = 0; i < registers.length; i++) {
            int difference = registers[i] - minimum;
            if (difference > LARGEST_DIFFERENCE) {
                overflowing[overflows++] = i;
                difference = LARGEST_DIFFERENCE;
            }
            differences[i / 2] |= (byte) (difference << shift(i));
        }
        ByteBuffer buffer =
                ByteBuffer.allocate(3 + differences.length + Short.BYTES + (Short.BYTES + Byte.BYTES) * overflows);
        buffer.order(ByteOrder.LITTLE_ENDIAN).put(REGISTERS_TAG).put((byte) DistinctSketch.INDEX_BITS);
        buffer.put((byte) minimum).put(differences).putShort((short) overflows);
        int[] ordered = Arrays.copyOf(overflowing, overflows);
        for (int register : ordered) {
            buffer.putShort((short) register);
        }
        for (int register : ordered) {
            buffer.put((byte) (registers[register] - minimum - LARGEST_DIFFERENCE));
        }
        return buffer.array();
    }

    private static byte[] readRegisters(ByteBuffer buffer) {
        byte minimum = buffer.get();
        byte[] registers = new byte[DistinctSketch.REGISTERS];
        byte[] differences = new byte[registers.length / 2];
        buffer.get(differences);
        for (int i = 0; i < registers.length; i++) {
            registers[i] = (byte) (minimum + ((differences[i / 2] >> shift(i)) & LARGEST_DIFFERENCE));
        }
        short[] overflowing = new short[buffer.getShort()];
        for (int i = 0; i < overflowing.length; i++) {
            overflowing[i] = buffer.getShort();
        }
        for (short register : overflowing) {
            registers[register] += buffer.get();
        }
        return registers;
    }

    /** Registers with an even number are the high half of their byte. */
    private static int shift(int register) {
        return register % 2 == 0 ? 4 : 0;
    }
}
