package io.matih.streaming.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.slice.Murmur3Hash128;
import io.airlift.slice.Slices;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8TextTest {

    @Test
    void hashesAreThoseOfTrinoWhereverTheTextStands() {
        Random random = new Random(1);
        Utf8Text text = new Utf8Text();
        for (int length = 0; length < 100; length++) {
            byte[] data = new byte[length + 20];
            random.nextBytes(data);
            for (int from = 0; from <= 20; from++) {
                text.wrap(data, from, from + length);
                assertThat(text.hash64()).isEqualTo(Murmur3Hash128.hash64(Slices.wrappedBuffer(data, from, length)));
            }
        }
    }

    @Test
    void isEqualToTheSameBytesElsewhere() {
        Utf8Text text = new Utf8Text();
        byte[] bytes = "xsession-é-1y".getBytes(UTF_8);
        text.wrap(bytes, 1, bytes.length - 1);

        assertThat(text).isEqualTo(Utf8Text.of("session-é-1")).hasSameHashCodeAs(Utf8Text.of("session-é-1"));
        assertThat(text).isNotEqualTo(Utf8Text.of("session-é-2")).isNotEqualTo(Utf8Text.of("session-é-11"));
        assertThat(text).hasToString("session-é-1");
    }

    @Test
    void forgetsItsHashWhenItBecomesAnotherText() {
        Utf8Text text = Utf8Text.of("a");
        long before = text.hash64();
        text.wrap("b".getBytes(UTF_8), 0, 1);

        assertThat(text.hash64())
                .isNotEqualTo(before)
                .isEqualTo(Utf8Text.of("b").hash64());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u2003", "\u3000 ", "a", " a", "\u00a0", "\u200b", "é"})
    void isBlankWhereAStringIs(String text) {
        assertThat(Utf8Text.of(text).isBlank()).isEqualTo(text.isBlank());
    }

    @Test
    void countsCodePoints() {
        assertThat(Utf8Text.of("é😀a").isLongerThan(3)).isFalse();
        assertThat(Utf8Text.of("é😀a").isLongerThan(2)).isTrue();
    }
}
