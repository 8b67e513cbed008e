package io.matih.streaming.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.slice.Slices;
import io.airlift.slice.XxHash64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordHashTest {

    @Test
    void topicSeedIsTheXxHash64OfTheTopicsBytes() {
        // Known answer of the xxHash specification for empty input and seed 0.
        assertThat(RecordHash.topicSeed("")).isEqualTo(0xEF46DB3751D8E999L);
        assertThat(RecordHash.topicSeed("orders"))
                .isEqualTo(XxHash64.hash(Slices.wrappedBuffer("orders".getBytes(UTF_8))));
    }

    @Test
    void hashMixesTopicPartitionAndOffsetAsTheContractSays() {
        long topic = RecordHash.topicSeed("orders");

        assertThat(RecordHash.of(RecordHash.partitionSeed(topic, 3), 41)).isEqualTo(mix(mix(topic + 3) + 41));
    }

    @Test
    void neighbouringRecordsDiffer() {
        Set<Long> hashes = new HashSet<>();
        for (int partition = 0; partition < 10; partition++) {
            long seed = RecordHash.partitionSeed(RecordHash.topicSeed("orders"), partition);
            for (long offset = 0; offset < 1_000; offset++) {
                hashes.add(RecordHash.of(seed, offset));
            }
        }

        assertThat(hashes).hasSize(10_000);
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
