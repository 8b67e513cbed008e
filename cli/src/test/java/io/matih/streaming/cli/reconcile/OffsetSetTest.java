package io.matih.streaming.cli.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OffsetSetTest {

    @Test
    void holdsExactlyWhatWasAdded() {
        Random random = new Random(7);
        OffsetSet offsets = new OffsetSet();
        Set<Long> reference = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            long offset = random.nextInt(100) == 0 ? random.nextLong(Long.MAX_VALUE) : random.nextInt(200_000);
            assertThat(offsets.add(offset)).isEqualTo(reference.add(offset));
        }

        assertThat(offsets.offsets().boxed())
                .containsExactlyElementsOf(reference.stream().sorted().toList());
        assertThat(reference).allMatch(offsets::contains);
        assertThat(offsets.contains(200_001)).isFalse();
    }
}
