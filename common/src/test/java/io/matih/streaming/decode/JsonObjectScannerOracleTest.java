package io.matih.streaming.decode;

import static io.matih.streaming.decode.SampleEvents.FIELDS;
import static io.matih.streaming.decode.SampleEvents.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The scanner and another strict parser say the same of good, broken and random documents. */
class JsonObjectScannerOracleTest {

    private static final int MAX_DEPTH = 6;
    private static final int MUTANTS = 1_000_000;
    private static final int COMPARED_ONE_IN = 5;

    private static final String[] FRAGMENTS = {
        "\"",
        "\\",
        "\\u",
        "\\ud800",
        "\\udc00",
        "\\u00e9",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "true",
        "false",
        "NaN",
        "-",
        "0",
        "1e",
        "1e5",
        ".5",
        "00",
        " ",
        "\n",
        "\u0001",
        "é",
        "😀",
        "\ufeff",
        "\"tenant\":1,",
        "\"t\\u0065nant\":1,",
        "[[[[[[",
        "{\"a\":",
        "/**/",
        "+1",
        "1.",
        "-0",
        "\u007f",
        "\u2028",
        "'"
    };

    private final JsonObjectScanner scanner = new JsonObjectScanner(FIELDS, FaultScope.RECORD, MAX_DEPTH);
    private final JacksonOracle oracle = new JacksonOracle(FIELDS, MAX_DEPTH);

    @Test
    void goodDocumentsAreObjects() {
        for (int i = 0; i < SampleEvents.count(); i++) {
            byte[] document = SampleEvents.bytes(i);
            compare(document);
            assertThat(scanner.scan(document, 0, document.length)).isEqualTo(ScanVerdict.OBJECT);
        }
    }

    @Test
    void documentsCutAtAnyByteAreMalformed() {
        for (int i = 0; i < SampleEvents.count(); i++) {
            byte[] document = SampleEvents.bytes(i);
            int lastBracket = lastIndexOf(document, '}');
            for (int length = 0; length <= lastBracket; length++) {
                byte[] cut = Arrays.copyOf(document, length);
                assertThat(scanner.scan(cut, 0, length)).isEqualTo(ScanVerdict.MALFORMED);
                assertThat(scanner.scan(document, 0, length)).isEqualTo(ScanVerdict.MALFORMED);
            }
        }
    }

    @Test
    void documentsWithAnyByteReplacedByAnyOtherAreJudgedAlike() {
        for (int i = 0; i < SampleEvents.count(); i++) {
            byte[] document = SampleEvents.bytes(i);
            for (int at = 0; at < document.length; at++) {
                byte original = document[at];
                for (int value = 0; value < 256; value++) {
                    document[at] = (byte) value;
                    compare(document);
                }
                document[at] = original;
            }
        }
    }

    @Test
    void aMillionMutantsAreJudgedWithoutAnExceptionAndAlike() {
        Random random = new Random(20261120);
        JsonFields fields = JsonFields.ofRecord(FIELDS, MAX_DEPTH);
        Map<ScanVerdict, Integer> verdicts = new EnumMap<>(ScanVerdict.class);

        for (int i = 0; i < MUTANTS; i++) {
            byte[] document = mutant(random);
            readAll(fields, document, i % FIELDS.size());
            if (i % COMPARED_ONE_IN == 0) {
                compare(document);
            }
            verdicts.merge(scanner.scan(document, 0, document.length), 1, Integer::sum);
        }

        assertThat(verdicts).containsOnlyKeys(ScanVerdict.values()).allSatisfy((verdict, count) -> assertThat(count)
                .isGreaterThan(MUTANTS / 500));
    }

    private void compare(byte[] document) {
        JacksonOracle.Opinion expected = oracle.judge(document);
        JacksonOracle.Opinion actual = JacksonOracle.of(scanner, FIELDS, document);
        if (!sameOpinion(expected, actual, document)) {
            assertThat(actual).as(SampleEvents.show(document)).isEqualTo(expected);
        }
    }

    /** The oracle looks at the whole encoding first, so of two faults it may name the other one. */
    private static boolean sameOpinion(JacksonOracle.Opinion expected, JacksonOracle.Opinion actual, byte[] document) {
        boolean deepThenInvalid = expected.verdict() == ScanVerdict.MALFORMED
                && actual.verdict() == ScanVerdict.TOO_DEEP
                && !SampleEvents.isUtf8(document);
        return deepThenInvalid || actual.equals(expected);
    }

    /** Starts at another field each time, because the first fault ends reading. */
    private static void readAll(JsonFields fields, byte[] document, int firstField) {
        fields.open(document, 0, document.length);
        for (int i = 0; i < FIELDS.size(); i++) {
            int field = (firstField + i) % FIELDS.size();
            JsonFields members = fields.embeddedObject(field, FIELDS);
            members.optionalRoundedInteger(field);
            members.optionalText(field);
            fields.optionalText(field);
            fields.optionalTexts(field);
            fields.optionalInteger(field);
            fields.optionalRoundedInteger(field);
            fields.optionalMoneyNanos(field);
            fields.optionalNumber(field);
            fields.optionalBoolean(field);
            fields.requiredTimestampMillis(field);
        }
    }

    private static byte[] mutant(Random random) {
        byte[] document = SampleEvents.bytes(random.nextInt(SampleEvents.count()));
        int mutations = random.nextInt(4);
        for (int i = 0; i < mutations; i++) {
            document = mutate(document, random);
        }
        return document;
    }

    private static byte[] mutate(byte[] document, Random random) {
        int at = random.nextInt(document.length + 1);
        int end = Math.min(document.length, at + random.nextInt(12));
        byte[] before = Arrays.copyOfRange(document, 0, at);
        byte[] after = Arrays.copyOfRange(document, at, document.length);
        byte[] afterGap = Arrays.copyOfRange(document, end, document.length);
        return switch (random.nextInt(7)) {
            case 0 -> SampleEvents.concat(before, new byte[] {(byte) random.nextInt(256)}, after);
            case 1 -> SampleEvents.concat(before, afterGap);
            case 2 -> SampleEvents.concat(before, Arrays.copyOfRange(document, at, end), after);
            case 3 -> random.nextInt(4) == 0 ? before : SampleEvents.concat(utf8("["), document, utf8("]"));
            case 4 -> SampleEvents.concat(before, new byte[] {(byte) random.nextInt(256)}, afterGap);
            default -> SampleEvents.concat(before, utf8(FRAGMENTS[random.nextInt(FRAGMENTS.length)]), after);
        };
    }

    private static int lastIndexOf(byte[] document, char wanted) {
        int at = document.length - 1;
        while (document[at] != wanted) {
            at--;
        }
        return at;
    }
}
