package io.matih.streaming.decode;

/**
 * The numbers that nearly all events hold: up to eight digits, or as many before and after a point. Read a word at a time, where
 * {@link DecimalLexeme} reads any number digit by digit.
 */
final class ShortNumber {

    /** What {@link #units} returns for a number that it does not read. */
    static final long NOT_SHORT = -1;

    private static final int MOST_DIGITS = Long.BYTES;
    private static final int LONGEST = 2 * MOST_DIGITS + 1;
    private static final long[] POWERS = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    private ShortNumber() {}

    /**
     * A valid JSON number in units of 10^−decimals, exactly.
     *
     * @param decimals 0 to 9; a number with more digits after the point is not read
     * @return {@link #NOT_SHORT} also for all numbers with a sign or an exponent, and near the end of the array
     */
    static long units(byte[] bytes, int from, int to, int decimals) {
        int length = to - from;
        if (length > LONGEST || from + LONGEST > bytes.length) {
            return NOT_SHORT;
        }
        long word = Words.at(bytes, from);
        int wholeDigits = Words.digits(word);
        if (wholeDigits == 0) {
            return NOT_SHORT;
        }
        long whole = Words.decimal(word, wholeDigits);
        if (wholeDigits == length) {
            return whole * POWERS[decimals];
        }
        int fractionDigits = length - wholeDigits - 1;
        if (bytes[from + wholeDigits] != '.' || fractionDigits > Math.min(decimals, MOST_DIGITS)) {
            return NOT_SHORT;
        }
        long fractionWord = Words.at(bytes, to - fractionDigits);
        if (Words.digits(fractionWord) < fractionDigits) {
            return NOT_SHORT;
        }
        long fraction = Words.decimal(fractionWord, fractionDigits);
        return (whole * POWERS[fractionDigits] + fraction) * POWERS[decimals - fractionDigits];
    }
}
