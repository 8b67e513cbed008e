package io.matih.streaming.decode;

import static io.matih.streaming.decode.SampleEvents.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortNumberTest {

    private static final int RANDOM_NUMBERS = 200_000;
    private static final String ROOM = ",\"tokens_input\":1}";

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "7, 0, 7",
        "12345678, 0, 12345678",
        "99999999, 9, 99999999000000000",
        "0.5, 1, 5",
        "0.012345, 9, 12345000",
        "12.50, 2, 1250",
        "99999999.9999999, 7, 999999999999999",
        "12345678.12345678, 8, 1234567812345678",
        "1.0, 7, 10000000"
    })
    void shortNumbersAreReadExactly(String text, int decimals, long units) {
        assertThat(read(text, decimals)).isEqualTo(units);
    }

    @ParameterizedTest
    @CsvSource({
        "123456789, 0",
        "1.0, 0",
        "1.25, 1",
        "0.123456789, 9",
        "12345678.123456789, 9",
        "123456789.5, 9",
        "-1, 0",
        "-0, 0",
        "-0.5, 9",
        "1e3, 9",
        "1.5e3, 9",
        "1.5E-3, 9",
        "12345678e1, 9"
    })
    void otherNumbersAreNot(String text, int decimals) {
        assertThat(read(text, decimals)).isEqualTo(ShortNumber.NOT_SHORT);
    }

    @Test
    void numberNearTheEndOfTheArrayIsLeftToTheOther() {
        byte[] document = utf8("[12]");

        assertThat(ShortNumber.units(document, 1, 3, 0)).isEqualTo(ShortNumber.NOT_SHORT);
    }

    @Test
    void everyNumberIsReadAsByBigDecimalOrNotAtAll() {
        Random random = new Random(11);
        int read = 0;

        for (int i = 0; i < RANDOM_NUMBERS; i++) {
            String text = number(random);
            int decimals = random.nextInt(10);
            long units = read(text, decimals);
            if (units != ShortNumber.NOT_SHORT) {
                read++;
                BigDecimal exact = new BigDecimal(text).movePointRight(decimals);
                assertThat(exact).as(text).isEqualByComparingTo(BigDecimal.valueOf(units));
            }
        }

        assertThat(read).isGreaterThan(RANDOM_NUMBERS / 4);
    }

    /** In a document every number of digits is told from what follows it, up to the last byte of the array. */
    @Test
    void numbersOfAnyLengthAreFoundWhole() {
        JsonFields fields = JsonFields.ofRecord(SampleEvents.FIELDS, 4);
        int count = SampleEvents.FIELDS.indexOf("count");

        for (int digits = 1; digits <= 15; digits++) {
            for (int blanks = 0; blanks < 20; blanks++) {
                String number = "123456789012345".substring(0, digits);
                byte[] document = utf8("{\"count\":" + number + " ".repeat(blanks) + "}");
                fields.open(document, 0, document.length);

                assertThat(fields.optionalInteger(count)).isEqualTo(Long.parseLong(number));
                assertThat(fields.optionalRoundedInteger(count)).isEqualTo(Long.parseLong(number));
                assertThat(fields.optionalNumber(count)).isEqualTo(Double.parseDouble(number));
                assertThat(fields.reason()).isNull();
            }
        }
    }

    /** A number reads the same where it is short and where it is too near to the end to be. */
    @Test
    void numbersReadTheSameBothWays() {
        JsonFields fields = JsonFields.ofRecord(SampleEvents.FIELDS, 4);
        JsonFields slowFields = JsonFields.ofRecord(SampleEvents.FIELDS, 4);
        int count = SampleEvents.FIELDS.indexOf("count");
        Random random = new Random(12);

        for (int i = 0; i < RANDOM_NUMBERS; i++) {
            String text = number(random);
            byte[] document = utf8("{\"count\":" + text + ROOM);
            byte[] slowDocument = utf8("{\"count\":" + text + "}");
            switch (i % 4) {
                case 0 -> assertThat(open(fields, document).optionalInteger(count))
                        .isEqualTo(open(slowFields, slowDocument).optionalInteger(count));
                case 1 -> assertThat(open(fields, document).optionalRoundedInteger(count))
                        .isEqualTo(open(slowFields, slowDocument).optionalRoundedInteger(count));
                case 2 -> assertThat(open(fields, document).optionalMoneyNanos(count))
                        .isEqualTo(open(slowFields, slowDocument).optionalMoneyNanos(count));
                default -> assertThat(open(fields, document).optionalNumber(count))
                        .isEqualTo(open(slowFields, slowDocument).optionalNumber(count));
            }
            assertThat(fields.reason()).as(text).isEqualTo(slowFields.reason());
            assertThat(fields.detail()).as(text).isEqualTo(slowFields.detail());
        }
    }

    private static JsonFields open(JsonFields fields, byte[] document) {
        fields.open(document, 0, document.length);
        return fields;
    }

    private static long read(String text, int decimals) {
        byte[] document = utf8("[" + text + ROOM);
        return ShortNumber.units(document, 1, 1 + text.length(), decimals);
    }

    private static String number(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(10) == 0 ? "-" : "");
        text.append(random.nextInt(3) == 0 ? "0" : "1" + digits(random, random.nextInt(10)));
        if (random.nextBoolean()) {
            text.append('.').append(digits(random, 1 + random.nextInt(10)));
        }
        if (random.nextInt(10) == 0) {
            text.append('e').append(random.nextInt(12) - 6);
        }
        return text.toString();
    }

    private static String digits(Random random, int count) {
        return random.ints(count, 0, 10)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }
}
