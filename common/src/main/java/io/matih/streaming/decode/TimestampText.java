package io.matih.streaming.decode;

/**
 * ISO-8601 dates with times, read from fixed positions: {@code YYYY-MM-DD}, {@code T} or one blank, {@code HH:MM:SS}, optionally a
 * point and 1 to 9 digits, optionally {@code Z} or {@code ±HH:MM} within ±18:00. Without a zone it is UTC.
 *
 * <p>Most events are of the minute of the event before them, so the last one is kept. Not thread safe.
 */
final class TimestampText {

    /** What {@link #parseMillis} returns for anything else; no valid timestamp is near it. */
    static final long INVALID = Long.MIN_VALUE;

    private static final int SHORTEST = "2026-11-20T10:15:30".length();
    private static final int OFFSET = "+02:00".length();
    private static final int MAX_FRACTION_DIGITS = 9;
    private static final int MAX_OFFSET_MINUTES = 18 * 60;

    /** Keeps any sum with a valid number negative. */
    private static final int NO_NUMBER = -1_000_000;

    private static final int[] DAYS_OF_MONTH = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    /** The 16 bytes of the minute that was read last, and when it was. */
    private long dateBytes;

    private long timeBytes;
    private long minuteMillis = INVALID;

    /** Epoch milliseconds, with digits after the third cut; {@link #INVALID} when the text is anything else. */
    long parseMillis(byte[] text, int from, int to) {
        if (to - from < SHORTEST) {
            return INVALID;
        }
        long date = Words.at(text, from);
        long time = Words.at(text, from + Long.BYTES);
        if (date != dateBytes || time != timeBytes || minuteMillis == INVALID) {
            dateBytes = date;
            timeBytes = time;
            minuteMillis = minuteMillis(text, from);
        }
        int second = twoDigits(text, from + 17);
        if (minuteMillis == INVALID || text[from + 16] != ':' || second < 0 || second >= 60) {
            return INVALID;
        }
        return withFractionAndZone(minuteMillis + second * 1_000L, text, from + SHORTEST, to);
    }

    private static long minuteMillis(byte[] text, int from) {
        int year = twoDigits(text, from) * 100 + twoDigits(text, from + 2);
        int month = twoDigits(text, from + 5);
        int day = twoDigits(text, from + 8);
        int hour = twoDigits(text, from + 11);
        int minute = twoDigits(text, from + 14);
        boolean separated = text[from + 4] == '-'
                && text[from + 7] == '-'
                && (text[from + 10] == 'T' || text[from + 10] == ' ')
                && text[from + 13] == ':';
        boolean time = hour >= 0 && hour < 24 && minute >= 0 && minute < 60;
        if (!separated || !time || !isDate(year, month, day)) {
            return INVALID;
        }
        return (epochDay(year, month, day) * 1_440 + hour * 60L + minute) * 60_000;
    }

    private static long withFractionAndZone(long wholeSecondMillis, byte[] text, int from, int to) {
        int at = from;
        int millis = 0;
        if (at < to && text[at] == '.') {
            int firstDigit = at + 1;
            int weight = 100;
            for (at = firstDigit; at < to && text[at] >= '0' && text[at] <= '9'; at++) {
                millis += (text[at] - '0') * weight;
                weight /= 10;
            }
            if (at == firstDigit || at - firstDigit > MAX_FRACTION_DIGITS) {
                return INVALID;
            }
        }
        if (at == to || (at + 1 == to && text[at] == 'Z')) {
            return wholeSecondMillis + millis;
        }
        if (to - at != OFFSET || (text[at] != '+' && text[at] != '-') || text[at + 3] != ':') {
            return INVALID;
        }
        int hours = twoDigits(text, at + 1);
        int minutes = twoDigits(text, at + 4);
        int offsetMinutes = hours * 60 + minutes;
        if (hours < 0 || minutes < 0 || minutes > 59 || offsetMinutes > MAX_OFFSET_MINUTES) {
            return INVALID;
        }
        long offsetMillis = offsetMinutes * 60_000L;
        return wholeSecondMillis + millis + (text[at] == '+' ? -offsetMillis : offsetMillis);
    }

    private static int twoDigits(byte[] text, int at) {
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? NO_NUMBER : tens * 10 + ones;
    }

    private static boolean isDate(int year, int month, int day) {
        if (year < 1 || month < 1 || month > 12 || day < 1) {
            return false;
        }
        boolean leapDay = month == 2 && day == 29 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return day <= DAYS_OF_MONTH[month - 1] || leapDay;
    }

    /** Days since 1970-01-01 of a date from year 1 on; a year is counted from March so that leap days come last. */
    private static long epochDay(int year, int month, int day) {
        int marchYear = month > 2 ? year : year - 1;
        int marchMonth = month > 2 ? month - 3 : month + 9;
        int leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400;
        int daysBeforeMonth = (153 * marchMonth + 2) / 5;
        return 365L * marchYear + leapDays + daysBeforeMonth + day - 1 - 719_468;
    }
}
