package io.matih.streaming.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The hash of a record's topic, partition and offset, written down from the contract a second time. */
final class IdentityHash {

    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;

    private IdentityHash() {}

    static long of(String topic, int partition, long offset) {
        return mix(mix(xxHash64(topic) + partition) + offset);
    }

    private static long mix(long value) {
        long z = value;
        z ^= z >>> 30;
        z *= 0xbf58476d1ce4e5b9L;
        z ^= z >>> 27;
        z *= 0x94d049bb133111ebL;
        z ^= z >>> 31;
        return z;
    }

    /** xxHash64 with the seed 0 for texts of less than 32 bytes, which is one of its two ways. */
    private static long xxHash64(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        if (bytes.length >= 32) {
            throw new IllegalArgumentException(text + ": expected a shorter topic");
        }
        ByteBuffer rest = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long hash = PRIME_5 + bytes.length;
        while (rest.remaining() >= Long.BYTES) {
            hash ^= Long.rotateLeft(rest.getLong() * PRIME_2, 31) * PRIME_1;
            hash = Long.rotateLeft(hash, 27) * PRIME_1 + PRIME_4;
        }
        if (rest.remaining() >= Integer.BYTES) {
            hash ^= (rest.getInt() & 0xFFFFFFFFL) * PRIME_1;
            hash = Long.rotateLeft(hash, 23) * PRIME_2 + PRIME_3;
        }
        while (rest.hasRemaining()) {
            hash ^= (rest.get() & 0xFFL) * PRIME_5;
            hash = Long.rotateLeft(hash, 11) * PRIME_1;
        }
        hash ^= hash >>> 33;
        hash *= PRIME_2;
        hash ^= hash >>> 29;
        hash *= PRIME_3;
        return hash ^ hash >>> 32;
    }
}
