package io.matih.streaming.decode;

import static io.matih.streaming.decode.SampleEvents.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FieldSetTest {

    @Test
    void findsEveryNameAtAnyPlaceInAnArray() {
        String[] names = IntStream.range(0, 64).mapToObj(FieldSetTest::name).toArray(String[]::new);
        FieldSet fields = FieldSet.of(names);

        for (int field = 0; field < names.length; field++) {
            byte[] name = utf8(names[field]);
            byte[] inside = utf8("\"" + names[field] + "\":123456789");
            assertThat(fields.indexOf(name, 0, name.length)).isEqualTo(field);
            assertThat(fields.indexOf(inside, 1, name.length + 1)).isEqualTo(field);
            assertThat(fields.indexOf(names[field])).isEqualTo(field);
        }
    }

    @Test
    void doesNotFindWhatIsOnlyAlike() {
        FieldSet fields = FieldSet.of("tokens_input", "tokens_output", "a", "");

        for (String name : new String[] {
            "tokens_inpux", "tokens_inpu", "tokens_input_", "tokens_i", "b", "aa", "a\u0000", "\u0000", "A"
        }) {
            byte[] bytes = utf8(name);
            assertThat(fields.indexOf(bytes, 0, bytes.length)).as(name).isEqualTo(FieldSet.UNKNOWN);
        }
    }

    @Test
    void refusesSetsThatMakeNoSense() {
        assertThatThrownBy(() -> FieldSet.of("a", "b", "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("field a: expected once in a set, but got it twice");
        assertThatThrownBy(FieldSet::of)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fields: expected 1 to 64 names, but got 0");
        assertThatThrownBy(() -> FieldSet.of("a", "b").indexOf("c"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("field c: expected one of [a, b]");
    }

    /** Names of all lengths from 1 to 21, many with the same first eight bytes. */
    private static String name(int number) {
        return "prefix_with_same_head".substring(0, number % 20)
                + (char) ('A' + number / 2)
                + (number % 2 == 0 ? "" : "x");
    }
}
