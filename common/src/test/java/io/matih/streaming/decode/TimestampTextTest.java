package io.matih.streaming.decode;

import static io.matih.streaming.decode.SampleEvents.utf8;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTextTest {

    private static final int RANDOM_TEXTS = 80_000;
    private static final Pattern SHAPE = Pattern.compile(
            "([0-9]{4})-([0-9]{2})-([0-9]{2})[T ]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]{1,9}))?(?:Z|([+-])([0-9]{2}):([0-9]{2}))?");

    private final TimestampText timestamps = new TimestampText();

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T10:15:30Z,            2026-11-20T10:15:30Z",
        "2026-11-20 10:15:30,             2026-11-20T10:15:30Z",
        "2026-11-20T10:15:30+02:00,       2026-11-20T08:15:30Z",
        "2026-11-20T10:15:30-00:30,       2026-11-20T10:45:30Z",
        "2026-11-20T10:15:30.1Z,          2026-11-20T10:15:30.100Z",
        "2026-11-20T10:15:30.0019,        2026-11-20T10:15:30.001Z",
        "2026-11-20T10:15:30.999999999Z,  2026-11-20T10:15:30.999Z",
        "1969-12-31T23:59:59.9999Z,       1969-12-31T23:59:59.999Z",
        "2024-02-29T00:00:00Z,            2024-02-29T00:00:00Z",
        "2000-02-29T23:59:59+18:00,       2000-02-29T05:59:59Z",
        "0001-01-01T00:00:00+18:00,       0000-12-31T06:00:00Z",
        "9999-12-31T23:59:59.999-18:00,   +10000-01-01T17:59:59.999Z",
    })
    void readsWhatTheContractAllows(String text, Instant expected) {
        assertThat(parse(text)).isEqualTo(expected.toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-20",
                "2026-11-20T10:15",
                "2026-11-20T10:15Z",
                "2026-11-20t10:15:30Z",
                "2026-11-20T10:15:30z",
                "2026-11-20T10:15:30 Z",
                " 2026-11-20T10:15:30Z",
                "2026-11-20T10:15:30Z ",
                "2026-11-20  10:15:30",
                "2026-11-20T10:15:30ZZ",
                "2026-11-20T10:15:30.",
                "2026-11-20T10:15:30.Z",
                "2026-11-20T10:15:30,5Z",
                "2026-11-20T10:15:30.1234567890Z",
                "2026-11-20T24:00:00Z",
                "2026-11-20T23:59:60Z",
                "2026-11-20T23:60:00Z",
                "2026-11-31T00:00:00Z",
                "2026-02-29T00:00:00Z",
                "1900-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-00-01T00:00:00Z",
                "2026-01-00T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "+2026-01-01T00:00:00Z",
                "-001-01-01T00:00:00Z",
                "10000-01-01T00:00:00Z",
                "2026-11-20T10:15:30+18:01",
                "2026-11-20T10:15:30-18:01",
                "2026-11-20T10:15:30+19:00",
                "2026-11-20T10:15:30+02:60",
                "2026-11-20T10:15:30+0200",
                "2026-11-20T10:15:30+02",
                "2026-11-20T10:15:30+2:00",
                "2026-11-20T10:15:30+02:00Z",
                "2026-11-20T10:15:30+02:00:00",
                "2026-11-20T10:15:30Z+02:00",
                "2026-11-20T10:15:30[UTC]",
                "20261120T101530Z",
                "2026-W47-5T10:15:30Z",
                "٢٠٢٦-11-20T10:15:30Z",
                "1795256130000"
            })
    void refusesAnythingElse(String text) {
        assertThat(parse(text)).isEqualTo(TimestampText.INVALID);
    }

    @Test
    void readsEveryDayOfTheCalendar() {
        byte[] text = new byte["0001-01-01T00:00:00".length()];
        for (int year = 1; year <= 9999; year++) {
            for (int month = 1; month <= 12; month++) {
                for (int day = 28; day <= 31; day++) {
                    String date = String.valueOf(100_000_000 + year * 10_000 + month * 100 + day);
                    fill(text, date);
                    assertThat(timestamps.parseMillis(text, 0, text.length))
                            .as(date)
                            .isEqualTo(expected(new String(text, US_ASCII)));
                }
            }
        }
    }

    @Test
    void agreesWithJavaTimeOnRandomTexts() {
        Random random = new Random(11);
        int valid = 0;

        for (int i = 0; i < RANDOM_TEXTS; i++) {
            String text = randomText(random);
            long expected = expected(text);
            assertThat(parse(text)).as(text).isEqualTo(expected);
            assertThat(parse(text)).as("again " + text).isEqualTo(expected);
            valid += expected == TimestampText.INVALID ? 0 : 1;
        }

        assertThat(valid).isBetween(RANDOM_TEXTS / 10, RANDOM_TEXTS * 9 / 10);
    }

    private static void fill(byte[] text, String yearMonthDay) {
        byte[] digits = utf8(yearMonthDay.substring(1, 5) + "-" + yearMonthDay.substring(5, 7) + "-"
                + yearMonthDay.substring(7) + "T00:00:00");
        System.arraycopy(digits, 0, text, 0, text.length);
    }

    @Test
    void minuteThatCameBeforeIsReadWithOtherSeconds() {
        assertThat(parse("2026-11-20T10:15:30Z")).isEqualTo(millis("2026-11-20T10:15:30Z"));

        assertThat(parse("2026-11-20T10:15:59.5+01:00")).isEqualTo(millis("2026-11-20T09:15:59.500Z"));
        assertThat(parse("2026-11-20T10:15:60Z")).isEqualTo(TimestampText.INVALID);
        assertThat(parse("2026-11-20T10:15 30Z")).isEqualTo(TimestampText.INVALID);
        assertThat(parse("2026-11-20T10:15:3")).isEqualTo(TimestampText.INVALID);
        assertThat(parse("2026-11-20T10:16:30Z")).isEqualTo(millis("2026-11-20T10:16:30Z"));
        assertThat(parse("2026-11-21T10:16:30Z")).isEqualTo(millis("2026-11-21T10:16:30Z"));
    }

    private static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private long parse(String text) {
        byte[] padded = utf8("\"" + text + "\"9");
        return timestamps.parseMillis(padded, 1, padded.length - 2);
    }

    private static long expected(String text) {
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches() || parts.group(1).equals("0000")) {
            return TimestampText.INVALID;
        }
        try {
            String fraction = parts.group(7) == null ? "0" : parts.group(7);
            LocalDateTime time = LocalDateTime.of(
                    number(parts, 1),
                    number(parts, 2),
                    number(parts, 3),
                    number(parts, 4),
                    number(parts, 5),
                    number(parts, 6),
                    Integer.parseInt((fraction + "00000000").substring(0, 9)));
            int sign = "-".equals(parts.group(8)) ? -1 : 1;
            ZoneOffset offset = parts.group(8) == null
                    ? ZoneOffset.UTC
                    : ZoneOffset.ofHoursMinutes(sign * number(parts, 9), sign * number(parts, 10));
            return time.toInstant(offset).toEpochMilli();
        } catch (DateTimeException invalid) {
            return TimestampText.INVALID;
        }
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder(String.format(
                "%04d-%02d-%02d%c%02d:%02d:%02d",
                random.nextInt(10_000),
                random.nextInt(20) == 0 ? random.nextInt(100) : 1 + random.nextInt(12),
                random.nextInt(20) == 0 ? random.nextInt(100) : 1 + random.nextInt(31),
                random.nextBoolean() ? 'T' : ' ',
                random.nextInt(24 + random.nextInt(2)),
                random.nextInt(60 + random.nextInt(2)),
                random.nextInt(60 + random.nextInt(2))));
        if (random.nextBoolean()) {
            text.append('.');
            for (int digits = random.nextInt(10) + random.nextInt(2); digits > 0; digits--) {
                text.append((char) ('0' + random.nextInt(10)));
            }
        }
        switch (random.nextInt(3)) {
            case 0 -> text.append('Z');
            case 1 -> text.append(String.format(
                    "%c%02d:%02d", random.nextBoolean() ? '+' : '-', random.nextInt(20), random.nextInt(62)));
            default -> {}
        }
        if (random.nextInt(5) == 0) {
            text.setCharAt(random.nextInt(text.length()), (char) (' ' + random.nextInt(95)));
        }
        return text.toString();
    }
}
