package io.matih.streaming.sketch;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Unsigned integers in as few bytes as they need: seven bits a byte, lowest first, the top bit set but on the last. */
final class Varint {

    private Varint() {}

    static void write(long value, DataOutputView target) throws IOException {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            target.writeByte((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        target.writeByte((int) rest);
    }

    static long read(DataInputView source) throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int part = source.readUnsignedByte();
            value |= (long) (part & 0x7F) << shift;
            if (part < 0x80) {
                return value;
            }
        }
        throw new IOException("expected a number of at most ten bytes; the state is damaged");
    }
}
