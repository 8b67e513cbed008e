package io.matih.streaming.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The 64-bit xxHash (Collet 2014) with seed 0. */
final class XxHash64 {

    private static final VarHandle LITTLE_ENDIAN_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LITTLE_ENDIAN_INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;
    private static final long PRIME_1_PLUS_PRIME_2 = 0x60EA27EEADC0B5D6L;

    private static final int STRIPE_BYTES = 32;

    private XxHash64() {}

    static long hash(byte[] data) {
        int offset = data.length & -STRIPE_BYTES;
        long hash = (offset == 0 ? PRIME_5 : hashStripes(data, offset)) + data.length;
        for (; offset + Long.BYTES <= data.length; offset += Long.BYTES) {
            hash ^= round(0, (long) LITTLE_ENDIAN_LONG.get(data, offset));
            hash = Long.rotateLeft(hash, 27) * PRIME_1 + PRIME_4;
        }
        if (offset + Integer.BYTES <= data.length) {
            hash ^= Integer.toUnsignedLong((int) LITTLE_ENDIAN_INT.get(data, offset)) * PRIME_1;
            hash = Long.rotateLeft(hash, 23) * PRIME_2 + PRIME_3;
            offset += Integer.BYTES;
        }
        for (; offset < data.length; offset++) {
            hash ^= Byte.toUnsignedLong(data[offset]) * PRIME_5;
            hash = Long.rotateLeft(hash, 11) * PRIME_1;
        }
        return finish(hash);
    }

    /** Four lanes, each over every fourth word, and their combination. */
    private static long hashStripes(byte[] data, int end) {
        long[] lanes = {PRIME_1_PLUS_PRIME_2, PRIME_2, 0, -PRIME_1};
        for (int offset = 0; offset < end; offset += STRIPE_BYTES) {
            for (int lane = 0; lane < lanes.length; lane++) {
                long word = (long) LITTLE_ENDIAN_LONG.get(data, offset + lane * Long.BYTES);
                lanes[lane] = round(lanes[lane], word);
            }
        }
        long hash = Long.rotateLeft(lanes[0], 1)
                + Long.rotateLeft(lanes[1], 7)
                + Long.rotateLeft(lanes[2], 12)
                + Long.rotateLeft(lanes[3], 18);
        for (long lane : lanes) {
            hash = (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
        }
        return hash;
    }

    private static long round(long lane, long word) {
        return Long.rotateLeft(lane + word * PRIME_2, 31) * PRIME_1;
    }

    private static long finish(long hash) {
        long h = hash;
        h ^= h >>> 33;
        h *= PRIME_2;
        h ^= h >>> 29;
        h *= PRIME_3;
        h ^= h >>> 32;
        return h;
    }
}
