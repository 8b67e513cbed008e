package io.matih.streaming.decode;

import static io.matih.streaming.decode.SampleEvents.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalLexemeTest {

    private static final int RANDOM_LEXEMES = 60_000;
    private static final BigDecimal UNIT_LIMIT = BigDecimal.TEN.pow(17);

    private final DecimalLexeme lexeme = new DecimalLexeme();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "0.0",
                "-0.0",
                "0e5",
                "1",
                "-1",
                "12.0",
                "1.2e1",
                "120e-1",
                "0.5",
                "1.5",
                "2.5",
                "-0.4",
                "1e15",
                "1e16",
                "1000000000000000",
                "1000000000000000.1",
                "999999999999999.5",
                "1000000000000000.5",
                "999999.9999999999",
                "0.0000000005",
                "0.0000000015",
                "0.00000000050000000000000000000001",
                "0.00000000049999999999999999999999",
                "123456789012345678",
                "1234567890123456789.5",
                "0.1234567890123456785",
                "0.12345678901234567850000000001",
                "999999999999999999",
                "9999999999999999995e-1",
                "100000000000000000000e-20",
                "00000e0",
                "4.35",
                "1.7976931348623157e308",
                "4.9e-324",
                "2.4703282292062327e-324",
                "9007199254740993",
                "0.30000000000000004",
                "1e22",
                "1e23",
                "1e-22",
                "1e-23"
            })
    void agreesWithBigDecimal(String text) {
        compare(text);
    }

    @Test
    void agreesWithBigDecimalOnRandomLexemes() {
        Random random = new Random(7);

        for (int i = 0; i < RANDOM_LEXEMES; i++) {
            compare(randomLexeme(random));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0e999999999", "0e-999999999", "-0.000e99999999999999999999999999", "0E+000"})
    void zeroIsZeroWithAnyExponent(String text) {
        read(text);

        assertThat(lexeme.isNegative()).isFalse();
        assertThat(lexeme.isIntegral()).isTrue();
        assertThat(lexeme.reachesPowerOfTen(-1_000)).isFalse();
        assertThat(lexeme.roundToUnits(9)).isZero();
        assertThat(lexeme.toDouble()).isEqualTo(0.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e99999999999999999999999999", "0.001E+4294967299"})
    void hugeNumbersAreIntegersPastAnyLimit(String text) {
        read(text);

        assertThat(lexeme.isIntegral()).isTrue();
        assertThat(lexeme.reachesPowerOfTen(1_000_000)).isTrue();
        assertThat(lexeme.exceedsPowerOfTen(1_000_000)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-999999999", "-1e-99999999999999999999999999", "1000E-4294967299"})
    void tinyNumbersAreFractionsThatRoundToZero(String text) {
        read(text);

        assertThat(lexeme.isNegative()).isEqualTo(text.startsWith("-"));
        assertThat(lexeme.isIntegral()).isFalse();
        assertThat(lexeme.reachesPowerOfTen(-1_000_000)).isFalse();
        assertThat(lexeme.roundToUnits(9)).isZero();
        assertThat(lexeme.toDouble()).isEqualTo(0.0);
    }

    @Test
    void exponentMakesUpForAnyNumberOfZeros() {
        read("0." + "0".repeat(100_000) + "25e100002");

        assertThat(lexeme.isIntegral()).isTrue();
        assertThat(lexeme.roundToUnits(0)).isEqualTo(25);
    }

    private void compare(String text) {
        BigDecimal exact = new BigDecimal(text);
        BigDecimal absolute = exact.abs();
        read(text);

        assertThat(lexeme.isNegative()).as(text).isEqualTo(exact.signum() < 0);
        assertThat(lexeme.isIntegral())
                .as(text)
                .isEqualTo(exact.stripTrailingZeros().scale() <= 0);
        for (int power : new int[] {0, 6, 15, 16}) {
            int comparison = absolute.compareTo(BigDecimal.TEN.pow(power));
            assertThat(lexeme.reachesPowerOfTen(power)).as(text).isEqualTo(comparison >= 0);
            assertThat(lexeme.exceedsPowerOfTen(power)).as(text).isEqualTo(comparison > 0);
        }
        for (int decimals : new int[] {0, 3, 9}) {
            BigDecimal units = absolute.movePointRight(decimals);
            if (units.compareTo(UNIT_LIMIT) < 0) {
                long expected = units.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
                assertThat(lexeme.roundToUnits(decimals)).as(text).isEqualTo(expected);
            }
        }
        assertThat(lexeme.toDouble()).as(text).isEqualTo(Double.parseDouble(absolute.toString()));
    }

    private void read(String text) {
        byte[] padded = utf8("[" + text + ",7]");
        lexeme.read(padded, 1, padded.length - 3);
        assertThat(lexeme.length()).isEqualTo(text.length());
    }

    /** Of up to 40 digits, many of them zeros, fives and nines, around the ranges and rounding edges that matter. */
    private static String randomLexeme(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "-" : "");
        text.append(
                random.nextInt(3) == 0
                        ? "0"
                        : digits(random, 1 + random.nextInt(20)).replaceFirst("^0+(?=.)", ""));
        if (random.nextBoolean()) {
            text.append('.').append(digits(random, 1 + random.nextInt(20)));
        }
        if (random.nextInt(3) == 0) {
            text.append(random.nextBoolean() ? 'e' : 'E').append(random.nextInt(60) - 30);
        }
        return text.toString();
    }

    private static String digits(Random random, int count) {
        String alphabet = random.nextBoolean() ? "0123456789" : "0000000559";
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return digits.toString();
    }
}
