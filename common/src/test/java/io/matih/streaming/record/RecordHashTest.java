package io.matih.streaming.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.slice.Slices;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordHashTest {

    @Test
    void xxHash64IsThatOfItsAuthor() {
        assertThat(XxHash64.hash(new byte[0])).isEqualTo(0xEF46DB3751D8E999L);
        assertThat(XxHash64.hash("abc".getBytes(UTF_8))).isEqualTo(0x44BC2CF5AD770999L);
    }

    @Test
    void xxHash64IsThatOfAnotherImplementationAtAnyLength() {
        Random random = new Random(1);
        for (int length = 0; length < 200; length++) {
            byte[] data = new byte[length];
            random.nextBytes(data);
            assertThat(XxHash64.hash(data)).isEqualTo(io.airlift.slice.XxHash64.hash(Slices.wrappedBuffer(data)));
        }
    }

    @Test
    void everyPartOfARecordsIdentityChangesItsHash() {
        long seed = RecordHash.topicSeed("topic");
        long hash = RecordHash.of(RecordHash.partitionSeed(seed, 3), 7);

        assertThat(hash)
                .isNotEqualTo(RecordHash.of(RecordHash.partitionSeed(seed, 3), 8))
                .isNotEqualTo(RecordHash.of(RecordHash.partitionSeed(seed, 4), 7))
                .isNotEqualTo(RecordHash.of(RecordHash.partitionSeed(RecordHash.topicSeed("other"), 3), 7));
    }
}
