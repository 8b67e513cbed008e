package io.matih.streaming.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionTest {

    private static final Option<Duration> DURATION =
            Option.duration("d").optional().describedAs("D.");
    private static final Option<Long> BYTES = Option.bytes("b").optional().describedAs("B.");

    @ParameterizedTest
    @CsvSource({
        "30 s, PT30S, 30 s",
        "30s, PT30S, 30 s",
        "90 s, PT1M30S, 90 s",
        "120s, PT2M, 2 min",
        "5 min, PT5M, 5 min",
        "5m, PT5M, 5 min",
        "2h, PT2H, 2 h",
        "36 H, PT36H, 36 h",
        "1 d, PT24H, 1 d",
        "500 ms, PT0.5S, 500 ms",
        "PT30S, PT30S, 30 s",
        "0 s, PT0S, 0 ms"
    })
    void readsAndPrintsDurations(String text, Duration value, String printed) {
        assertThat(DURATION.read(text)).isEqualTo(value);
        assertThat(DURATION.print(value)).isEqualTo(printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "-5 s", "PT-5S", "1.5 s", "5 weeks", "soon", "PT0.0001S", "999999999999999999 d"})
    void refusesWhatIsNoDuration(String text) {
        assertThat(DURATION.read(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "900000, 900000, 900000",
        "10 B, 10, 10",
        "64 KiB, 65536, 64 KiB",
        "1mib, 1048576, 1 MiB",
        "2 GiB, 2147483648, 2 GiB",
        "1536 KiB, 1572864, 1536 KiB",
        "0, 0, 0"
    })
    void readsAndPrintsSizes(String text, long value, String printed) {
        assertThat(BYTES.read(text)).isEqualTo(value);
        assertThat(BYTES.print(value)).isEqualTo(printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5 MiB", "1 MB", "9999999999999 GiB"})
    void refusesWhatIsNoSize(String text) {
        assertThat(BYTES.read(text)).isNull();
    }

    @Test
    void readsTheOtherTypes() {
        assertThat(Option.integer("i").optional().describedAs("I.").read("-3")).isEqualTo(-3);
        assertThat(Option.integer("i").optional().describedAs("I.").read("3000000000"))
                .isNull();
        assertThat(Option.longInteger("l").optional().describedAs("L.").read("3000000000"))
                .isEqualTo(3_000_000_000L);
        assertThat(Option.decimal("d").optional().describedAs("D.").read("0.25"))
                .isEqualTo(0.25);
        assertThat(Option.decimal("d").optional().describedAs("D.").read("NaN")).isNull();
        assertThat(Option.flag("f").optional().describedAs("F.").read("true")).isTrue();
        assertThat(Option.flag("f").optional().describedAs("F.").read("yes")).isNull();
        assertThat(Option.texts("t").optional().describedAs("T.").read("")).isEmpty();
        assertThat(Option.texts("t").optional().describedAs("T.").read("a,,b")).isNull();
    }

    @Test
    void readsATypeOfOnesOwn() {
        ValueType<Instant> type =
                new ValueType<>("instant", "an instant", Instant::parse, Instant::toString, Instant::compareTo);
        Option<Instant> option =
                Option.of("start", type).optional().atLeast(Instant.EPOCH).describedAs("Start.");

        assertThat(option.read("2026-11-20T10:00:00Z")).isEqualTo(Instant.parse("2026-11-20T10:00:00Z"));
        assertThat(option.read("1969-11-20T10:00:00Z")).isNull();
        assertThat(option.read("yesterday")).isNull();
        assertThat(option.expected()).isEqualTo("an instant; at least 1970-01-01T00:00:00Z");
    }

    @Test
    void environmentNameDerivesFromTheKey() {
        assertThat(Option.text("kafka.bootstrap-servers")
                        .required()
                        .describedAs("K.")
                        .environmentName())
                .isEqualTo("MATIH_KAFKA_BOOTSTRAP_SERVERS");
    }

    @Test
    void mistakesInADefinitionAreFoundWhenItIsMade() {
        assertThatThrownBy(() -> Option.text("Kafka Servers")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Option.text("a").describedAs("A."))
                .hasMessage("a: say defaultValue, required or optional");
        assertThatThrownBy(() -> Option.text("a").required().optional())
                .hasMessage("a: say only one of defaultValue, required and optional");
        assertThatThrownBy(() -> Option.text("a").required().defaultValue("x"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Option.integer("a").atLeast(1).defaultValue(0).describedAs("A."))
                .hasMessage("a: the default 0 is not an integer; at least 1");
        assertThatThrownBy(() -> Option.texts("a").atLeast(Set.of()))
                .hasMessage("a: a value of type set of texts has no range");
    }

    @Test
    void optionsOfASetShareNeitherKeyNorEnvironmentNameAndLeaveReservedKeysAlone() {
        assertThatThrownBy(() -> setOf("a.b", "a.b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> setOf("a.b-c", "a-b.c"))
                .hasMessage("option a-b.c: its key or environment name is taken");
        assertThatThrownBy(() -> setOf("a", "config")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> setOf("a", "help")).isInstanceOf(IllegalArgumentException.class);
    }

    private static OptionSet setOf(String first, String second) {
        return OptionSet.of(OptionGroup.of(
                "Group",
                Option.text(first).optional().describedAs("First."),
                Option.text(second).optional().describedAs("Second.")));
    }
}
