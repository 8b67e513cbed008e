package io.matih.streaming.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;

/**
 * The 64-bit hash of a record's identity: {@code mix(mix(t + partition) + offset)} in wrapping arithmetic, where t is
 * the xxHash64 (seed 0) of the topic's UTF-8 bytes and mix is the finalizer of SplitMix64 (Steele, Lea, Flood 2014).
 *
 * <p>Rows carry the wrapping sum of the hashes of the records they were made of. Sums of random 64-bit words differ as
 * soon as one record is missing or doubled, except with a probability of 2⁻⁶⁴.
 */
public final class RecordHash {

    private static final XXHash64 TOPIC_HASH =
            XXHashFactory.fastestJavaInstance().hash64();

    private RecordHash() {}

    /** The part that depends on the topic alone; computed once per topic. */
    public static long topicSeed(String topic) {
        byte[] name = topic.getBytes(UTF_8);
        return TOPIC_HASH.hash(name, 0, name.length, 0);
    }

    /** The part that is the same for all records of a partition; computed once per partition. */
    public static long partitionSeed(long topicSeed, int partition) {
        return mix(topicSeed + partition);
    }

    /** The hash of one record. */
    public static long of(long partitionSeed, long offset) {
        return mix(partitionSeed + offset);
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
}
