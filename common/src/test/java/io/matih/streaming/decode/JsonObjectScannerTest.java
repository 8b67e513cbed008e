package io.matih.streaming.decode;

import static io.matih.streaming.decode.SampleEvents.concat;
import static io.matih.streaming.decode.SampleEvents.hex;
import static io.matih.streaming.decode.SampleEvents.utf8;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectScannerTest {

    private static final FieldSet FIELDS = FieldSet.of("tenant_id", "count", "é");
    private static final int TENANT_ID = FIELDS.indexOf("tenant_id");
    private static final int COUNT = FIELDS.indexOf("count");
    private static final int MAX_DEPTH = 32;

    private final JsonObjectScanner scanner = new JsonObjectScanner(FIELDS, FaultScope.RECORD, MAX_DEPTH);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " \t\r\n{ \t\r\n} \t\r\n",
                "{\"x\":-0.5e+10,\"y\":[],\"z\":{},\"\":null}",
                "{\"x\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\uD83D\\uDE00\\ud83d\\ude00\"}",
                "{\"x\":1,\"x\":2,\"x\":{\"tenant_id\":1,\"tenant_id\":2}}",
                "{\"tenant_id\":\"\u007f\u0080\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff\"}"
            })
    void acceptsWellFormedObjects(String document) {
        assertThat(scan(utf8(document))).isEqualTo(ScanVerdict.OBJECT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", " [1, {\"a\":2}] ", "1", "-0", "1e5", "\"text\"", "true", "false", "null"})
    void otherWellFormedValuesAreNoObjects(String document) {
        assertThat(scan(utf8(document))).isEqualTo(ScanVerdict.NOT_AN_OBJECT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "\n\t",
                "{",
                "}",
                "[",
                "]",
                "{]",
                "[}",
                "{}{}",
                "{},",
                "{} x",
                "{}\u0000",
                "1 2",
                "[1]]",
                "nul",
                "nulll",
                "True",
                "tru",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,\"a\":1}",
                "{\"a\":1 \"b\":2}",
                "{a:1}",
                "{'a':1}",
                "{\"a\"=1}",
                "{1:1}",
                "{\"a\":1,,\"b\":2}",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{\"a\":[1,}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":-Infinity}",
                "{\"a\":undefined}",
                "{\"a\":01}",
                "{\"a\":-01}",
                "{\"a\":00}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":-.5}",
                "{\"a\":-}",
                "{\"a\":1e}",
                "{\"a\":1e+}",
                "{\"a\":1.e5}",
                "{\"a\":0x10}",
                "{\"a\":1_000}",
                "{\"a\":1f}",
                "{\"a\":1/**/}",
                "/**/{}",
                "{}//",
                "# \n{}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\u0000\"}",
                "{\"a\":\"\u001f\"}",
                "{\"a\nb\":1}",
                "{\"a\":\"}",
                "{\"a\":\"\\\"}",
                "{\"a\":\"\\x41\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\\U0041\"}",
                "{\"a\":\"\\'\"}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\udc00\"}",
                "{\"a\":\"\\ud800x\"}",
                "{\"a\":\"\\ud800\\n\"}",
                "{\"a\":\"\\ud800\\u0041\"}",
                "{\"a\":\"\\ud800\\ud800\"}",
                "{\"a\":\"\\udc00\\ud800\"}",
                "{\"\\ud800\":1}",
                "[{\"a\":[\"\\udfff\"]}]",
                "\ufeff{}",
                "{}\ufeff",
                "\u00a0{}",
                "{\u2003}",
                "\u000b{}",
                "\f{}"
            })
    void refusesMalformedDocuments(String document) {
        assertThat(scan(utf8(document))).isEqualTo(ScanVerdict.MALFORMED);
    }

    static Stream<String> invalidUtf8() {
        return Stream.of(
                "80",
                "bf",
                "c0 80",
                "c1 bf",
                "c2",
                "c2 22",
                "c2 c0",
                "e0 80 80",
                "e0 9f bf",
                "e1 80",
                "e1 80 22",
                "ed a0 80",
                "ed bf bf",
                "ed a0 bd ed b8 80",
                "ef bf",
                "f0 80 80 80",
                "f0 8f bf bf",
                "f0 90 80",
                "f4 90 80 80",
                "f5 80 80 80",
                "f8 88 80 80 80",
                "fe",
                "ff");
    }

    @ParameterizedTest
    @MethodSource("invalidUtf8")
    void refusesInvalidUtf8InAnyString(String bytes) {
        for (String around :
                new String[] {"{\"a\":\"*\"}", "{\"*\":1}", "{\"tenant_id\":\"long enough for words *\"}", "[[\"*\"]]"
                }) {
            String[] parts = around.split("\\*", -1);
            assertThat(scan(concat(utf8(parts[0]), hex(bytes), utf8(parts[1])))).isEqualTo(ScanVerdict.MALFORMED);
        }
    }

    @Test
    void refusesOtherEncodings() {
        assertThat(scan("{\"a\":1}".getBytes(UTF_16LE))).isEqualTo(ScanVerdict.MALFORMED);
        assertThat(scan(hex("00 00 00 7b 00 00 00 7d"))).isEqualTo(ScanVerdict.MALFORMED);
        assertThat(scan(hex("ff fe 7b 00 7d 00"))).isEqualTo(ScanVerdict.MALFORMED);
    }

    @Test
    void nestingIsLimitedTo32LevelsWithTheTopObjectAsTheFirst() {
        assertThat(scan(utf8("{\"x\":" + "[".repeat(31) + "]".repeat(31) + "}")))
                .isEqualTo(ScanVerdict.OBJECT);
        assertThat(scan(utf8("{\"x\":" + "[".repeat(32) + "]".repeat(32) + "}")))
                .isEqualTo(ScanVerdict.TOO_DEEP);
        assertThat(scan(utf8("{\"x\":".repeat(32) + "0" + "}".repeat(32)))).isEqualTo(ScanVerdict.OBJECT);
        assertThat(scan(utf8("{\"x\":".repeat(33) + "0" + "}".repeat(33)))).isEqualTo(ScanVerdict.TOO_DEEP);
    }

    @Test
    void anArrayOfTextsIsALevelToo() {
        JsonObjectScanner flat = new JsonObjectScanner(FIELDS, FaultScope.RECORD, 1);
        byte[] document = utf8("{\"x\":[\"a\",\"b\"]}");

        assertThat(flat.scan(document, 0, document.length)).isEqualTo(ScanVerdict.TOO_DEEP);
        assertThat(scan(document)).isEqualTo(ScanVerdict.OBJECT);
    }

    @Test
    void topArrayIsTheFirstLevel() {
        assertThat(scan(utf8("[".repeat(32) + "]".repeat(32)))).isEqualTo(ScanVerdict.NOT_AN_OBJECT);
        assertThat(scan(utf8("[".repeat(33) + "]".repeat(33)))).isEqualTo(ScanVerdict.TOO_DEEP);
    }

    @Test
    void firstOffendingByteDecidesBetweenMalformedAndTooDeep() {
        assertThat(scan(utf8("{\"x\":" + "[".repeat(32)))).isEqualTo(ScanVerdict.TOO_DEEP);
        assertThat(scan(utf8("{\"x\":01," + "[".repeat(32)))).isEqualTo(ScanVerdict.MALFORMED);
        assertThat(scan(utf8("{\"count\":1,\"count\":" + "[".repeat(32)))).isEqualTo(ScanVerdict.MALFORMED);
        assertThat(scan(utf8("{\"count\":" + "[".repeat(32) + ",\"count\":1}"))).isEqualTo(ScanVerdict.TOO_DEEP);
        assertThat(scan(utf8("{\"x\":" + "[".repeat(1_000_000)))).isEqualTo(ScanVerdict.TOO_DEEP);
    }

    @Test
    void sideBySideContainersAreNotNested() {
        String siblings = "[{\"a\":[]},[]],".repeat(1_000);

        assertThat(scan(utf8("{\"x\":[" + siblings + "0]}"))).isEqualTo(ScanVerdict.OBJECT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tenant_id\":1,\"tenant_id\":1}",
                "{\"tenant_id\":null,\"x\":0,\"tenant_id\":null}",
                "{\"tenant_id\":1,\"tenant\\u005fid\":1}",
                "{\"\\u0074\\u0065\\u006e\\u0061\\u006e\\u0074\\u005f\\u0069\\u0064\":1,\"tenant_id\":1}",
                "{\"é\":1,\"\\u00e9\":1}"
            })
    void knownFieldGivenTwiceIsMalformed(String document) {
        assertThat(scan(utf8(document))).isEqualTo(ScanVerdict.MALFORMED);
    }

    @Test
    void knownFieldsAreLocatedWithTheirKinds() {
        byte[] document = utf8(
                "{\"count\" : -1.5e3 ,\"Tenant_id\":0,\"tenant\\u005fid\":\"a\\tb\",\"tenant_idx\":1,\"tenant_i\":2}");

        assertThat(scan(document)).isEqualTo(ScanVerdict.OBJECT);

        assertThat(scanner.kind(TENANT_ID)).isEqualTo(FieldKind.STRING);
        assertThat(scanner.isEscaped(TENANT_ID)).isTrue();
        assertThat(slice(document, TENANT_ID)).isEqualTo("\"a\\tb\"");
        assertThat(scanner.kind(COUNT)).isEqualTo(FieldKind.NUMBER);
        assertThat(slice(document, COUNT)).isEqualTo("-1.5e3");
        assertThat(scanner.kind(FIELDS.indexOf("é"))).isEqualTo(FieldKind.ABSENT);
    }

    @Test
    void fieldsOfOneDocumentAreGoneInTheNext() {
        scan(utf8("{\"count\":1,\"tenant_id\":\"\\n\"}"));
        assertThat(scan(utf8("{\"tenant_id\":\"a\"}"))).isEqualTo(ScanVerdict.OBJECT);

        assertThat(scanner.kind(COUNT)).isEqualTo(FieldKind.ABSENT);
        assertThat(scanner.isEscaped(TENANT_ID)).isFalse();
    }

    @Test
    void nothingIsKnownOfARefusedDocument() {
        scan(utf8("{\"count\":1,"));

        assertThat(scanner.kind(COUNT)).isEqualTo(FieldKind.ABSENT);
    }

    @Test
    void rangeOfAnArrayIsADocumentOfItsOwn() {
        byte[] array = utf8("[1,{\"count\":{\"count\":[7]}},2]");

        assertThat(scanner.scan(array, 3, array.length - 3)).isEqualTo(ScanVerdict.OBJECT);

        assertThat(slice(array, COUNT)).isEqualTo("{\"count\":[7]}");
    }

    @Test
    void unknownNamesOfAnyLengthArePassedOver() {
        String escapes = "\\u0061".repeat(10_000);

        assertThat(scan(utf8("{\"" + escapes + "\":1,\"" + "a".repeat(100_000) + "\":2}")))
                .isEqualTo(ScanVerdict.OBJECT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":01}                | value: expected ',' or '}' at byte 6, but got '1'",
                "{\"a\":[1 2]}             | value: expected ',' or ']' at byte 8, but got '2'",
                "{\"a\":                   | value: expected a value at byte 5, but got the end",
                "{\"a\":\"abc              | value: expected a closing quote at byte 9, but got the end",
                "{\"a\"                    | value: expected ':' at byte 4, but got the end",
                "{a                        | value: expected a field name at byte 1, but got 'a'",
                "{\"a\":NaN}               | value: expected a value at byte 5, but got 'N'",
                "{\"a\":nil}               | value: expected null at byte 6, but got 'i'",
                "{\"a\":1.}                | value: expected a digit at byte 7, but got '}'",
                "{\"a\":\"\\q\"}           | value: expected an escape sequence at byte 7, but got 'q'",
                "{\"a\":\"\\u00g0\"}       | value: expected four hexadecimal digits at byte 10, but got 'g'",
                "{\"a\":\"\\ud800!\"}      | value: expected the second half of a surrogate pair at byte 12, but got '!'",
                "{} {}                     | value: expected nothing more at byte 3, but got '{'",
                "{\"count\":1,\"count\":2} | count: expected once, but came again at byte 11",
                "[1]                       | value: expected a JSON object, but got an array",
                "-1                        | value: expected a JSON object, but got a number",
            })
    void detailSaysWhatWasExpectedAndWhatCame(String document, String detail) {
        scan(utf8(document));

        assertThat(scanner.detail()).isEqualTo(detail);
    }

    @Test
    void detailShowsInvisibleBytesInHexadecimal() {
        scan(utf8("{\"a\":\"\u0007\"}"));
        assertThat(scanner.detail())
                .isEqualTo("value: expected no raw control character in a string at byte 6, but got 0x07");

        scan(concat(utf8("{\"a\":\""), hex("c0 80"), utf8("\"}")));
        assertThat(scanner.detail()).isEqualTo("value: expected valid UTF-8 at byte 6, but got 0xc0");
    }

    @Test
    void detailNamesTheLimitOfNesting() {
        scan(utf8("[".repeat(40)));

        assertThat(scanner.detail())
                .isEqualTo("value: expected at most 32 levels of nesting, but got one more at byte 32");
    }

    private ScanVerdict scan(byte[] document) {
        return scanner.scan(document, 0, document.length);
    }

    private String slice(byte[] document, int field) {
        return new String(Arrays.copyOfRange(document, scanner.start(field), scanner.end(field)), UTF_8);
    }
}
