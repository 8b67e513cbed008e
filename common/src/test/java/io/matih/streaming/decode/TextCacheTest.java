package io.matih.streaming.decode;

import static io.matih.streaming.decode.SampleEvents.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextCacheTest {

    private final TextCache cache = new TextCache();

    @Test
    void shortAsciiTextIsTheSameStringAgain() {
        String first = text("gpt-4o-mini");

        assertThat(first).isEqualTo("gpt-4o-mini");
        assertThat(text("gpt-4o-mini")).isSameAs(first);
    }

    @Test
    void everyTextIsReadAsItIs() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 20_000; i++) {
                String expected = "id-" + i + (i % 3 == 0 ? "-é" : "") + "x".repeat(i % 70);
                assertThat(text(expected)).isEqualTo(expected);
            }
        }
    }

    @Test
    void latinTextIsNotMistakenForItsBytes() {
        text("Ã©");

        assertThat(text("é")).isEqualTo("é");
        assertThat(text("Ã©")).isEqualTo("Ã©");
    }

    @Test
    void textsThatDifferInOnePlaceOnlyAreNotMistaken() {
        for (int length = 0; length <= 66; length++) {
            for (int place = 0; place < length; place++) {
                for (String other : List.of("a", "b", "\0")) {
                    String expected = "a".repeat(place) + other + "a".repeat(length - place - 1);
                    assertThat(text(expected)).isEqualTo(expected);
                }
            }
            assertThat(text("\0".repeat(length))).isEqualTo("\0".repeat(length));
        }
    }

    @Test
    void textAtTheEndOfAnArrayIsRead() {
        assertThat(cache.text(utf8("<gpt"), 1, 4)).isEqualTo("gpt");
        assertThat(text("gpt")).isSameAs(cache.text(utf8("<gpt"), 1, 4));
    }

    private String text(String expected) {
        byte[] bytes = utf8("<" + expected + ">");
        return cache.text(bytes, 1, bytes.length - 1);
    }
}
