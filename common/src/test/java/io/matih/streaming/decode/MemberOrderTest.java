package io.matih.streaming.decode;

import static io.matih.streaming.decode.SampleEvents.FIELDS;
import static io.matih.streaming.decode.SampleEvents.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemberOrderTest {

    private static final int MAX_DEPTH = 6;
    private static final int DOCUMENTS = 100_000;
    private static final String[] VALUES = {
        "\"a\"",
        "\"anthropic\"",
        "\"\\u00e9\\n\"",
        "\"é😀\"",
        "\"\"",
        "0",
        "-1.5e3",
        "12345678",
        "123456789",
        "1.25",
        "true",
        "null",
        "{}",
        "[1,{\"tenant\":2}]",
        "\"",
        "01",
        "1.",
        ""
    };
    private static final String[] NAMES = {
        "tenant",
        "city",
        "hit",
        "count",
        "latency_ms",
        "cost_usd",
        "note",
        "timestamp",
        "x",
        "",
        "é",
        "cit\\u0079",
        "tenant\\\"",
        "tenants",
        "a_name_of_28_bytes_with_comma",
        "a name that is longer than any that is remembered",
        "a name that is longer than any"
    };
    private static final String[] BLANKS = {"", "", "", "", " ", " ", "  ", "\n\t", "        "};

    private final MemberOrder order = new MemberOrder();

    @Test
    void namesOfAnyLengthStandOnlyWhereEveryByteIsTheirs() {
        for (int length = 1; length <= MemberName.LONGEST_BYTES; length++) {
            for (int from = 0; from < 3; from++) {
                byte[] document = utf8(
                        "#".repeat(from) + "abcdefghijklmnopqrstuvwxyzABCDEF".substring(0, length) + "#".repeat(8));
                MemberName name = new MemberName(document, from, from + length, 3);

                assertThat(name.length()).isEqualTo(length);
                assertThat(name.field()).isEqualTo(3);
                assertThat(name.isAt(document, from, document.length)).isTrue();
                assertThat(name.is(document, from, from + length)).isTrue();
                for (int at = from; at < from + length; at++) {
                    document[at] ^= 1;
                    assertThat(name.isAt(document, from, document.length))
                            .as("byte %d", at)
                            .isFalse();
                    assertThat(name.is(document, from, from + length))
                            .as("byte %d", at)
                            .isFalse();
                    document[at] ^= 1;
                }
                document[from + length] = 'a';
                assertThat(name.isAt(document, from, document.length)).isTrue();
            }
        }
    }

    @Test
    void nameIsNotLookedForPastTheEndOfTheDocument() {
        byte[] document = utf8(",\"name_of_a_field\":1");
        MemberName name = new MemberName(document, 0, 19, 0);

        assertThat(name.isAt(document, 0, 19)).isTrue();
        assertThat(name.isAt(document, 0, 18)).isFalse();
        assertThat(name.isAt(document, 2, document.length)).isFalse();
    }

    @Test
    void shortNameAtTheEndOfTheArrayIsRememberedOnce() {
        byte[] document = utf8(",\"a\":1");

        MemberName name = order.follow(order.beginning(), document, 0, 5, 7);

        assertThat(name.isAt(document, 0, document.length)).isFalse();
        assertThat(order.follow(order.beginning(), document, 0, 5, 7)).isSameAs(name);
        assertThat(order.beginning().follower()).isSameAs(name);
    }

    @Test
    void nothingIsExpectedWhileNothingIsKnown() {
        for (String document : List.of("{\"a\":1234567}", ",\"a\":1234567}")) {
            assertThat(order.beginning().follower().isAt(utf8(document), 0, document.length()))
                    .isFalse();
        }
    }

    @Test
    void tooLongNameIsNotRemembered() {
        byte[] document = utf8("{\"a_name_of_29_bytes_with_both.\":1}");

        MemberName name = order.follow(order.beginning(), document, 0, MemberName.LONGEST_BYTES + 1, 7);

        assertThat(name).isSameAs(order.beginning());
        assertThat(order.beginning().follower()).isSameAs(order.beginning());
    }

    /** Members come, go, come twice, change places and have any blanks; some documents are broken. */
    @Test
    void whatCameBeforeDoesNotChangeHowADocumentIsRead() {
        Random random = new Random(20261121);
        JsonObjectScanner experienced = new JsonObjectScanner(FIELDS, FaultScope.RECORD, MAX_DEPTH);
        JsonObjectScanner experiencedWithMembers = new JsonObjectScanner(FIELDS, FaultScope.FIELD, MAX_DEPTH);
        JacksonOracle oracle = new JacksonOracle(FIELDS, MAX_DEPTH);
        List<String> names = new ArrayList<>(List.of(NAMES));

        for (int i = 0; i < DOCUMENTS; i++) {
            if (random.nextInt(20) == 0) {
                Collections.shuffle(names, random);
            }
            byte[] document = document(names, random);
            JacksonOracle.Opinion opinion = JacksonOracle.of(experienced, FIELDS, document);
            String detail = experienced.detail();

            assertThat(opinion).as(SampleEvents.show(document)).isEqualTo(oracle.judge(document));
            JsonObjectScanner fresh = new JsonObjectScanner(FIELDS, FaultScope.RECORD, MAX_DEPTH);
            assertThat(fresh.scan(document, 0, document.length)).isEqualTo(opinion.verdict());
            if (opinion.verdict() != ScanVerdict.OBJECT) {
                assertThat(detail).as(SampleEvents.show(document)).isEqualTo(fresh.detail());
            }
            assertThat(JacksonOracle.of(experiencedWithMembers, FIELDS, document))
                    .as(SampleEvents.show(document))
                    .isEqualTo(JacksonOracle.of(
                            new JsonObjectScanner(FIELDS, FaultScope.FIELD, MAX_DEPTH), FIELDS, document));
        }
    }

    private static byte[] document(List<String> names, Random random) {
        boolean tidy = random.nextBoolean();
        StringBuilder json = new StringBuilder("{");
        String separator = "";
        for (String name : names) {
            int times = random.nextInt(8) == 0 ? 0 : random.nextInt(400) == 0 ? 2 : 1;
            for (int i = 0; i < times; i++) {
                json.append(separator)
                        .append(blanks(tidy, random))
                        .append('"')
                        .append(name)
                        .append('"');
                json.append(blanks(tidy, random)).append(random.nextInt(500) == 0 ? "" : ":");
                json.append(blanks(tidy, random)).append(value(random)).append(blanks(tidy, random));
                separator = ",";
            }
        }
        return utf8(json.append('}').toString());
    }

    private static String blanks(boolean tidy, Random random) {
        return tidy ? "" : BLANKS[random.nextInt(BLANKS.length)];
    }

    /** Seldom one of the broken ones at the end. */
    private static String value(Random random) {
        int broken = 4;
        return VALUES[random.nextInt(random.nextInt(50) == 0 ? VALUES.length : VALUES.length - broken)];
    }
}
