package io.matih.streaming.decode;

import static io.matih.streaming.decode.SampleEvents.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.record.RejectReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {

    private static final FieldSet FIELDS = FieldSet.of("x", "y");
    private static final int X = FIELDS.indexOf("x");
    private static final int Y = FIELDS.indexOf("y");
    private static final String NINES = "9".repeat(101);

    private final JsonFields fields = JsonFields.ofRecord(FIELDS, 32);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"acme\"                  | acme",
                "\" acme \\t\"             | ` acme \t`",
                "\"\\u00e9\\ud83d\\ude00\" | é😀",
                "\"\u00a0\"                | `\u00a0`",
                "\"\\u0000\"               | `\0`",
            })
    void textsAreReadAsTheyWereSent(String value, String expected) {
        open(value);

        assertThat(fields.requiredText(X)).isEqualTo(expected);
        assertThat(fields.requiredTextOfAnyLength(X)).isEqualTo(expected);
        assertThat(fields.optionalText(X)).isEqualTo(expected);
        assertThat(fields.hasText(X)).isTrue();
        assertThat(fields.reason()).isNull();
        assertThat(fields.detail()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\" \"", "\"\\t\\n \"", "\"\\u2003\u3000\"", "\"\u2028\"", "\"\\u001c\""})
    void blankTextIsNullAndMissingWhereItIsRequired(String value) {
        open(value);
        assertThat(fields.optionalText(X)).isNull();
        assertThat(fields.hasText(X)).isFalse();
        assertThat(fields.reason()).isNull();

        assertThat(fields.requiredText(X)).isEmpty();
        assertThat(fields.reason()).isEqualTo(RejectReason.MISSING_FIELD);

        open(value);
        assertThat(fields.requiredTextOfAnyLength(X)).isEmpty();
        assertThat(fields.reason()).isEqualTo(RejectReason.MISSING_FIELD);

        open(value);
        assertThat(fields.requiredTimestampMillis(X)).isZero();
        assertThat(fields.reason()).isEqualTo(RejectReason.MISSING_FIELD);
    }

    @Test
    void absentFieldsReadAsNothing() {
        fields.open(utf8("{}"), 0, 2);

        assertThat(fields.optionalText(X)).isNull();
        assertThat(fields.optionalTexts(X)).isEmpty();
        assertThat(fields.optionalBoolean(X)).isNull();
        assertThat(fields.optionalInteger(X)).isEqualTo(JsonFields.ABSENT);
        assertThat(fields.optionalRoundedInteger(X)).isEqualTo(JsonFields.ABSENT);
        assertThat(fields.optionalMoneyNanos(X)).isEqualTo(JsonFields.ABSENT);
        assertThat(fields.optionalNumber(X)).isEqualTo(JsonFields.ABSENT);
        assertThat(fields.reason()).isNull();

        fields.requiredText(X);
        assertThat(fields.reason()).isEqualTo(RejectReason.MISSING_FIELD);
        assertThat(fields.detail()).isEqualTo("x: expected a string that is not blank, but got nothing");
    }

    @Test
    void textsThatAreKeptHaveAtMost1024CodePoints() {
        for (String longest :
                new String[] {"a".repeat(1024), "é".repeat(1024), "😀".repeat(1024), "\\u0041".repeat(1024)}) {
            open("\"" + longest + "\"");
            assertThat(fields.requiredText(X)
                            .codePointCount(0, fields.requiredText(X).length()))
                    .isEqualTo(1024);
            assertThat(fields.optionalText(X)).isNotNull();
            assertThat(fields.reason()).isNull();

            open("\"" + longest + "é\"");
            assertThat(fields.requiredTextOfAnyLength(X)).hasSizeGreaterThan(1024);
            assertThat(fields.hasText(X)).isTrue();
            assertThat(fields.reason()).isNull();
            assertThat(fields.optionalText(X)).isNull();
            assertThat(fields.reason()).isEqualTo(RejectReason.OUT_OF_RANGE);

            open("\"" + longest + "é\"");
            assertThat(fields.requiredText(X)).isEmpty();
            assertThat(fields.reason()).isEqualTo(RejectReason.OUT_OF_RANGE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "-0.0, 0",
        "0e999999999, 0",
        "12, 12",
        "12.0, 12",
        "1.2e1, 12",
        "120E-1, 12",
        "1e15, 1000000000000000",
        "1000000000000000, 1000000000000000",
        "1000000000000000.000, 1000000000000000",
        "null, -1"
    })
    void integersAreExact(String value, long expected) {
        open(value);

        assertThat(fields.optionalInteger(X)).isEqualTo(expected);
        assertThat(fields.reason()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "12.5, WRONG_TYPE", "-0.4, WRONG_TYPE", "1e-999999999, WRONG_TYPE", "1000000000000000.5, WRONG_TYPE",
                "\"12\", WRONG_TYPE",
        "true, WRONG_TYPE", "[], WRONG_TYPE", "{}, WRONG_TYPE", "\"\", WRONG_TYPE", "-1, OUT_OF_RANGE",
        "1000000000000001, OUT_OF_RANGE", "1e999999999, OUT_OF_RANGE", "9223372036854775808, OUT_OF_RANGE"
    })
    void otherNumbersAreNoIntegers(String value, RejectReason reason) {
        open(value);

        assertThat(fields.optionalInteger(X)).isEqualTo(JsonFields.ABSENT);
        assertThat(fields.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "431.25, 431",
        "0.5, 0",
        "1.5, 2",
        "2.5, 2",
        "2.5000000000000000000000001, 3",
        "0.49999999999999999999999, 0",
        "-0.0, 0",
        "1e-999999999, 0",
        "1000000000000000, 1000000000000000",
        "999999999999999.5, 1000000000000000",
        "1000000000000000.5, 1000000000000000",
        "null, -1"
    })
    void roundedIntegersAreRoundedHalfEven(String value, long expected) {
        open(value);

        assertThat(fields.optionalRoundedInteger(X)).isEqualTo(expected);
        assertThat(fields.reason()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "-0.4, OUT_OF_RANGE",
        "-1e-999999999, OUT_OF_RANGE",
        "1000000000000000.51, OUT_OF_RANGE",
        "1e16, OUT_OF_RANGE",
        "1e999999999, OUT_OF_RANGE",
        "\"1\", WRONG_TYPE",
        "false, WRONG_TYPE"
    })
    void signIsJudgedBeforeRounding(String value, RejectReason reason) {
        open(value);

        assertThat(fields.optionalRoundedInteger(X)).isEqualTo(JsonFields.ABSENT);
        assertThat(fields.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.1, 100000000",
        "4.35, 4350000000",
        "0.0000000005, 0",
        "0.0000000015, 2",
        "0.00000000050000000000001, 1",
        "1e-9, 1",
        "123456.123456789, 123456123456789",
        "999999.9999999999, 1000000000000000",
        "1e-999999999, 0",
        "null, -1"
    })
    void moneyIsReadToTheBillionth(String value, long expected) {
        open(value);

        assertThat(fields.optionalMoneyNanos(X)).isEqualTo(expected);
        assertThat(fields.reason()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "1000000, OUT_OF_RANGE",
        "1e6, OUT_OF_RANGE",
        "-0.0000000001, OUT_OF_RANGE",
        "1e999999999, OUT_OF_RANGE",
        "\"0.1\", WRONG_TYPE"
    })
    void moneyIsBelowAMillionAndNotNegative(String value, RejectReason reason) {
        open(value);

        assertThat(fields.optionalMoneyNanos(X)).isEqualTo(JsonFields.ABSENT);
        assertThat(fields.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-0.0, 0", "812.5, 812.5", "0.1, 0.1", "1e15, 1e15", "1e-999999999, 0", "null, -1"})
    void numbersKeepTheirFraction(String value, double expected) {
        open(value);

        assertThat(fields.optionalNumber(X)).isEqualTo(expected);
        assertThat(fields.reason()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "-0.1, OUT_OF_RANGE",
        "1000000000000000.0000000001, OUT_OF_RANGE",
        "1e400, OUT_OF_RANGE",
        "\"1\", WRONG_TYPE"
    })
    void numbersAreAtMostTenToThe15(String value, RejectReason reason) {
        open(value);

        assertThat(fields.optionalNumber(X)).isEqualTo(JsonFields.ABSENT);
        assertThat(fields.reason()).isEqualTo(reason);
    }

    @Test
    void numbersHaveAtMost100Characters() {
        open("0." + "0".repeat(98));
        assertThat(fields.optionalInteger(X)).isZero();
        assertThat(fields.optionalRoundedInteger(X)).isZero();
        assertThat(fields.optionalMoneyNanos(X)).isZero();
        assertThat(fields.optionalNumber(X)).isZero();
        assertThat(fields.reason()).isNull();

        open("0." + "0".repeat(99));
        assertThat(fields.optionalInteger(X)).isEqualTo(JsonFields.ABSENT);
        assertThat(fields.reason()).isEqualTo(RejectReason.OUT_OF_RANGE);
        assertThat(fields.detail())
                .isEqualTo("x: expected a number of at most 100 characters, but got 0." + "0".repeat(38) + "…");

        open("0." + "0".repeat(99));
        assertThat(fields.optionalMoneyNanos(X)).isEqualTo(JsonFields.ABSENT);
        assertThat(fields.reason()).isEqualTo(RejectReason.OUT_OF_RANGE);
    }

    @Test
    void longFractionIsNoIntegerBeforeItIsTooLong() {
        open("0." + NINES);

        fields.optionalInteger(X);

        assertThat(fields.reason()).isEqualTo(RejectReason.WRONG_TYPE);
    }

    @Test
    void booleansAreTrueOrFalse() {
        open("true");
        assertThat(fields.optionalBoolean(X)).isTrue();
        open("false");
        assertThat(fields.optionalBoolean(X)).isFalse();
        open("null");
        assertThat(fields.optionalBoolean(X)).isNull();
        assertThat(fields.reason()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0", "\"true\"", "\"\"", "[]", "{}"})
    void nothingElseIsABoolean(String value) {
        open(value);

        assertThat(fields.optionalBoolean(X)).isNull();
        assertThat(fields.reason()).isEqualTo(RejectReason.WRONG_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "[]", "{}", "[\"a\"]"})
    void nothingElseIsAText(String value) {
        open(value);
        assertThat(fields.optionalText(X)).isNull();
        assertThat(fields.reason()).isEqualTo(RejectReason.WRONG_TYPE);

        open(value);
        assertThat(fields.requiredText(X)).isEmpty();
        assertThat(fields.reason()).isEqualTo(RejectReason.WRONG_TYPE);

        open(value);
        assertThat(fields.hasText(X)).isFalse();
        assertThat(fields.reason()).isEqualTo(RejectReason.WRONG_TYPE);

        open(value);
        assertThat(fields.requiredTimestampMillis(X)).isZero();
        assertThat(fields.reason()).isEqualTo(RejectReason.WRONG_TYPE);
    }

    @Test
    void textArraysLeaveOutNullsAndBlanks() {
        open("[ \"a\" , null, \"\", \" \\t\",\"b\\\"]\",\"\\\\\" ,\"é\"]");
        assertThat(fields.optionalTexts(X)).containsExactly("a", "b\"]", "\\", "é");

        open("[]");
        assertThat(fields.optionalTexts(X)).isEmpty();
        open("[null]");
        assertThat(fields.optionalTexts(X)).isEmpty();
        open("null");
        assertThat(fields.optionalTexts(X)).isEmpty();
        assertThat(fields.reason()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ", ", " , "})
    void textArraysMayHaveAnyNumberOfEntriesOfAnyLength(String separator) {
        List<String> texts = new ArrayList<>();
        for (int length = 1; length < 40; length++) {
            texts.add("abcdefgh".repeat(5).substring(0, length));
            texts.add("abcdefgh".repeat(5).substring(0, length) + "é\uD83D\uDE00-");

            open(texts.stream().map(text -> '"' + text + '"').collect(Collectors.joining(separator, "[", "]")));
            assertThat(fields.optionalTexts(X)).containsExactlyElementsOf(texts);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "[\"a\",true]", "[[]]", "[\"a\",{}]", "[false]", "[-1]", "\"a\"", "{}", "1", "\"\""})
    void textArraysHoldNothingElse(String value) {
        open(value);

        assertThat(fields.optionalTexts(X)).isEmpty();
        assertThat(fields.reason()).isEqualTo(RejectReason.WRONG_TYPE);
    }

    @Test
    void entriesOfTextArraysHaveAtMost1024CodePointsAndTheRightTypeFirst() {
        open("[\"" + "é".repeat(1024) + "\"]");
        assertThat(fields.optionalTexts(X)).containsExactly("é".repeat(1024));

        open("[\"a\",\"" + "é".repeat(1025) + "\"]");
        assertThat(fields.optionalTexts(X)).isEmpty();
        assertThat(fields.reason()).isEqualTo(RejectReason.OUT_OF_RANGE);

        open("[\"" + "é".repeat(1025) + "\",1]");
        assertThat(fields.optionalTexts(X)).isEmpty();
        assertThat(fields.reason()).isEqualTo(RejectReason.WRONG_TYPE);
    }

    @Test
    void timestampsMayBeEscaped() {
        open("\"2026-11-20T10:15:30.5\\u005a\"");

        assertThat(fields.requiredTimestampMillis(X))
                .isEqualTo(Instant.parse("2026-11-20T10:15:30.500Z").toEpochMilli());
    }

    @Test
    void firstFaultIsKeptAndEndsReading() {
        fields.open(utf8("{\"x\":\"a\",\"y\":5}"), 0, 15);

        assertThat(fields.optionalInteger(X)).isEqualTo(JsonFields.ABSENT);
        assertThat(fields.optionalInteger(Y)).isEqualTo(JsonFields.ABSENT);
        assertThat(fields.requiredText(Y)).isEmpty();
        assertThat(fields.requiredTimestampMillis(Y)).isZero();

        assertThat(fields.reason()).isEqualTo(RejectReason.WRONG_TYPE);
        assertThat(fields.detail()).isEqualTo("x: expected an integer from 0 to 10^15, but got \"a\"");
        assertThat(fields.faultCount()).isEqualTo(1);

        open("5");
        assertThat(fields.reason()).isNull();
        assertThat(fields.optionalInteger(X)).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"yesterday\"             | x: expected a date and time such as 2026-11-20T10:15:30Z, but got \"yesterday\"",
                "\"2026-11-20\\n\"         | x: expected a date and time such as 2026-11-20T10:15:30Z, but got \"2026-11-20\\n\"",
                "\"\u0085\u2028\u007f\"    | x: expected a date and time such as 2026-11-20T10:15:30Z, but got \"\\u0085\\u2028\\u007f\"",
                "\"\"                      | x: expected a string that is not blank, but got \"\"",
                "null                      | x: expected a string that is not blank, but got null",
                "17                        | x: expected a string, but got 17",
                "{\"a\":1}                 | x: expected a string, but got an object",
                "[\"a\"]                   | x: expected a string, but got an array",
                "true                      | x: expected a string, but got true",
            })
    void detailNamesFieldExpectationAndWhatCame(String value, String detail) {
        open(value);

        fields.requiredTimestampMillis(X);

        assertThat(fields.detail()).isEqualTo(detail);
    }

    @Test
    void detailQuotesAtMost40CharactersWithoutBreakingOne() {
        open("\"" + "a".repeat(38) + "😀b\"");
        fields.optionalInteger(X);
        assertThat(fields.detail())
                .isEqualTo("x: expected an integer from 0 to 10^15, but got \"" + "a".repeat(38) + "…");

        open("\"" + "😀".repeat(500) + "\"");
        fields.optionalInteger(X);
        assertThat(fields.detail())
                .isEqualTo("x: expected an integer from 0 to 10^15, but got \"" + "😀".repeat(19) + "…");
    }

    private void open(String valueOfX) {
        byte[] document = utf8("{\"x\":" + valueOfX + "}");
        fields.open(document, 0, document.length);
    }
}
