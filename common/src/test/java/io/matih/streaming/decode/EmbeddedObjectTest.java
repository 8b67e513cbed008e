package io.matih.streaming.decode;

import static io.matih.streaming.decode.SampleEvents.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.record.RejectReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedObjectTest {

    private static final FieldSet FIELDS = FieldSet.of("metadata", "note");
    private static final int METADATA = FIELDS.indexOf("metadata");
    private static final int NOTE = FIELDS.indexOf("note");
    private static final FieldSet MEMBERS = FieldSet.of("duration_ms", "intent");
    private static final int DURATION = MEMBERS.indexOf("duration_ms");
    private static final int INTENT = MEMBERS.indexOf("intent");

    private final JsonFields fields = JsonFields.ofRecord(FIELDS, 32);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"duration_ms\":5,\"intent\":\"buy\",\"other\":[{}]}",
                "\"{\\\"duration_ms\\\":5,\\\"intent\\\":\\\"buy\\\"}\"",
                "\" {\\\"duration\\\\u005fms\\\":5,\\t\\\"intent\\\":\\\"b\\\\u0075y\\\"} \\n\"",
                "\"\\u007b\\\"duration_ms\\\":5.0,\\\"intent\\\":\\\"buy\\\",\\\"x\\\":1,\\\"x\\\":2}\""
            })
    void membersAreReadFromAnObjectAndFromText(String metadata) {
        JsonFields members = members(metadata);

        assertThat(members.optionalInteger(DURATION)).isEqualTo(5);
        assertThat(members.optionalText(INTENT)).isEqualTo("buy");
        assertThat(members.faultCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\" \\t\"", "{}", "\"{}\"", "{\"duration_ms\":null,\"intent\":\" \"}"})
    void nothingInItIsNoFault(String metadata) {
        JsonFields members = members(metadata);

        assertThat(members.optionalInteger(DURATION)).isEqualTo(JsonFields.ABSENT);
        assertThat(members.optionalText(INTENT)).isNull();
        assertThat(members.faultCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "true",
                "[]",
                "[{\"duration_ms\":5}]",
                "\"5\"",
                "\"null\"",
                "\"[]\"",
                "\"{\"",
                "\"{\\\"duration_ms\\\":5\"",
                "\"{\\\"duration_ms\\\":5} x\"",
                "\"{'duration_ms':5}\"",
                "\"{\\\"intent\\\":\\\"\\\\ud800\\\"}\"",
                "\"\\ufeff{}\"",
                "\"{\\\"intent\\\":\\\"\\n\\\"}\"",
                "\"\\\"{}\\\"\""
            })
    void unreadableObjectIsOneFaultOfItsOwn(String metadata) {
        JsonFields members = members(metadata);

        assertThat(members.optionalInteger(DURATION)).isEqualTo(JsonFields.ABSENT);
        assertThat(members.optionalText(INTENT)).isNull();
        assertThat(members.faultCount()).isEqualTo(1);
        assertThat(fields.reason()).isNull();
    }

    @Test
    void textNestedTooDeepIsUnreadable() {
        String deepest = "\"{\\\"duration_ms\\\":5,\\\"x\\\":" + "[".repeat(31) + "]".repeat(31) + "}\"";
        String tooDeep = "\"{\\\"duration_ms\\\":5,\\\"x\\\":" + "[".repeat(32) + "]".repeat(32) + "}\"";

        assertThat(members(deepest).optionalInteger(DURATION)).isEqualTo(5);
        assertThat(members(tooDeep).optionalInteger(DURATION)).isEqualTo(JsonFields.ABSENT);
        assertThat(members(tooDeep).reason()).isEqualTo(RejectReason.TOO_DEEP);
    }

    @Test
    void badMemberIsNullAlone() {
        JsonFields members = members("{\"duration_ms\":-1,\"intent\":\"buy\"}");

        assertThat(members.optionalInteger(DURATION)).isEqualTo(JsonFields.ABSENT);
        assertThat(members.optionalText(INTENT)).isEqualTo("buy");
        assertThat(members.faultCount()).isEqualTo(1);

        members = members("{\"duration_ms\":\"5\",\"intent\":[]}");
        assertThat(members.optionalInteger(DURATION)).isEqualTo(JsonFields.ABSENT);
        assertThat(members.optionalText(INTENT)).isNull();
        assertThat(members.faultCount()).isEqualTo(2);
        assertThat(fields.reason()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"duration_ms\":5,\"intent\":\"buy\",\"duration_ms\":5}",
                "{\"duration_ms\":null,\"duration\\u005fms\":5,\"intent\":\"buy\",\"duration_ms\":7}",
                "\"{\\\"duration_ms\\\":5,\\\"duration_ms\\\":null,\\\"intent\\\":\\\"buy\\\"}\""
            })
    void memberGivenTwiceIsNullAlone(String metadata) {
        JsonFields members = members(metadata);

        assertThat(members.optionalInteger(DURATION)).isEqualTo(JsonFields.ABSENT);
        assertThat(members.optionalText(INTENT)).isEqualTo("buy");
        assertThat(members.faultCount()).isEqualTo(1);
        assertThat(members.detail())
                .isEqualTo("duration_ms: expected an integer from 0 to 10^15, but got the field more than once");
    }

    @Test
    void membersStayReadableWhileOtherFieldsAreRead() {
        byte[] document =
                utf8("{\"metadata\":\"{\\\"intent\\\":\\\"buy\\\"}\",\"note\":\"" + "\\u0041".repeat(40) + "\"}");
        fields.open(document, 0, document.length);
        JsonFields members = fields.embeddedObject(METADATA, MEMBERS);

        assertThat(fields.optionalText(NOTE)).isEqualTo("A".repeat(40));
        assertThat(members.optionalText(INTENT)).isEqualTo("buy");
    }

    @Test
    void membersOfARejectedRecordAreAbsent() {
        byte[] document = utf8("{\"metadata\":{\"intent\":\"buy\"},\"note\":1}");
        fields.open(document, 0, document.length);
        fields.requiredText(NOTE);

        JsonFields members = fields.embeddedObject(METADATA, MEMBERS);

        assertThat(members.optionalText(INTENT)).isNull();
        assertThat(members.faultCount()).isZero();
    }

    private JsonFields members(String metadata) {
        byte[] document = utf8("{\"metadata\":" + metadata + "}");
        fields.open(document, 0, document.length);
        return fields.embeddedObject(METADATA, MEMBERS);
    }
}
