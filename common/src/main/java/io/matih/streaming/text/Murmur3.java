package io.matih.streaming.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The first 64 bits of MurmurHash3 (Appleby 2011), x64 variant of 128 bits, seed 0: the hash of Trino's sketches. */
final class Murmur3 {

    private static final VarHandle LITTLE_ENDIAN_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long C1 = 0x87C37B91114253D5L;
    private static final long C2 = 0x4CF5AD432745937FL;

    private Murmur3() {}

    static long hash64(byte[] data, int from, int to) {
        long h1 = 0;
        long h2 = 0;
        int length = to - from;
        int blocksEnd = from + (length & ~15);
        for (int offset = from; offset < blocksEnd; offset += 16) {
            h1 ^= scrambleFirst((long) LITTLE_ENDIAN_LONG.get(data, offset));
            h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52DCE729L;
            h2 ^= scrambleSecond((long) LITTLE_ENDIAN_LONG.get(data, offset + 8));
            h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495AB5L;
        }
        h1 ^= scrambleFirst(tail(data, blocksEnd, to));
        h2 ^= scrambleSecond(tail(data, blocksEnd + 8, to));

        h1 ^= length;
        h2 ^= length;
        h1 += h2;
        h2 += h1;
        return finish(h1) + finish(h2);
    }

    /** Up to eight bytes from the offset on, little-endian, missing ones 0. */
    private static long tail(byte[] data, int offset, int to) {
        int missing = offset + Long.BYTES - to;
        if (missing <= 0) {
            return (long) LITTLE_ENDIAN_LONG.get(data, offset);
        } else if (missing >= Long.BYTES) {
            return 0;
        } else if (to >= Long.BYTES) {
            // The word that ends where the data does; what is before the offset is shifted out.
            return (long) LITTLE_ENDIAN_LONG.get(data, to - Long.BYTES) >>> (missing * Byte.SIZE);
        }
        long value = 0;
        for (int i = to - 1; i >= offset; i--) {
            value = value << 8 | (data[i] & 0xFF);
        }
        return value;
    }

    private static long scrambleFirst(long block) {
        return Long.rotateLeft(block * C1, 31) * C2;
    }

    private static long scrambleSecond(long block) {
        return Long.rotateLeft(block * C2, 33) * C1;
    }

    private static long finish(long hash) {
        long h = hash;
        h ^= h >>> 33;
        h *= 0xFF51AFD7ED558CCDL;
        h ^= h >>> 33;
        h *= 0xC4CEB9FE1A85EC53L;
        h ^= h >>> 33;
        return h;
    }
}
