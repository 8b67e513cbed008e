package io.matih.streaming.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TopKTest {

    @Test
    void theLargestCountsComeFirst() {
        assertThat(TopK.of(entries(Map.of("a", 1L, "b", 3L, "c", 2L)), 2))
                .containsExactly(new TopEntry("b", 3), new TopEntry("c", 2));
    }

    @Test
    void withoutCountsTheListIsEmpty() {
        assertThat(TopK.of(List.of(), 10)).isEmpty();
    }

    @Test
    void tiesAreOrderedByCodePointNotByUtf16Unit() {
        String beyondBasicPlane = "\uD83D\uDE00";
        String privateUse = "\uE000";
        String fullWidth = "\uFF21";

        assertThat(TopK.of(entries(Map.of(beyondBasicPlane, 1L, fullWidth, 1L, privateUse, 1L, "z", 1L)), 10))
                .extracting(entry -> entry.value)
                .containsExactly("z", privateUse, fullWidth, beyondBasicPlane);
    }

    @Test
    void codePointOrderHoldsForAnyStrings() {
        Random random = new Random(1);
        int[] alphabet = {'a', 'b', 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10001, 0x1F600, 0x10FFFF};
        for (int i = 0; i < 20_000; i++) {
            int[] left = random.ints(random.nextInt(4), 0, alphabet.length)
                    .map(n -> alphabet[n])
                    .toArray();
            int[] right = random.ints(random.nextInt(4), 0, alphabet.length)
                    .map(n -> alphabet[n])
                    .toArray();

            int order = TopK.compareCodePoints(new String(left, 0, left.length), new String(right, 0, right.length));

            assertThat(Integer.signum(order)).isEqualTo(Integer.signum(Arrays.compare(left, right)));
        }
    }

    @Test
    void theOrderOfTheCountsDoesNotMatter() {
        Random random = new Random(2);
        Map<String, Long> counts = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            counts.put("value-" + i, (long) random.nextInt(5));
        }
        List<TopEntry> entries = entries(counts);
        TopEntry[] expected = TopK.of(entries, 10);

        Collections.shuffle(entries, random);

        assertThat(TopK.of(entries, 10)).containsExactly(expected).hasSize(10);
        assertThat(TopK.of(entries, 500)).hasSize(200).startsWith(expected);
    }

    @Test
    void aSizeBelowOneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TopK.of(List.of(), 0))
                .withMessage("size: expected at least 1, got 0");
    }

    private static List<TopEntry> entries(Map<String, Long> counts) {
        List<TopEntry> entries = new ArrayList<>();
        counts.forEach((value, count) -> entries.add(new TopEntry(value, count)));
        return entries;
    }
}
