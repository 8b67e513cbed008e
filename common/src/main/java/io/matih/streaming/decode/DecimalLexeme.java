package io.matih.streaming.decode;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * A JSON number, judged and rounded on its decimal text, never through a binary double and never by building a number as
 * large as its exponent says.
 *
 * <p>Its absolute value is d × 10^exponent, where d is an integer of {@link #digits} digits without a zero at either end; zero
 * has no digits. Reusable, not thread safe, free of allocation but for doubles of many digits.
 */
final class DecimalLexeme {

    /** So many digits fit a long, with room to double the remainder of a division. */
    private static final int KEPT_DIGITS = 18;

    private static final int EXACT_DOUBLE_POWER = 22;
    private static final long EXACT_DOUBLE_INTEGER = 1L << 53;
    /** Larger than any lexeme is long, so that no digits before it can make up for it. */
    private static final long LARGEST_EXPONENT = 1_000_000_000_000L;

    private static final long[] POWERS = powers();
    private static final double[] DOUBLE_POWERS = doublePowers();

    private byte[] bytes = {};
    private int start;
    private int end;

    private boolean negative;
    private int digits;
    private long exponent;
    /** The first {@link #KEPT_DIGITS} of the digits. */
    private long leading;

    /** Takes a valid JSON number. */
    void read(byte[] source, int from, int to) {
        bytes = source;
        start = from;
        end = to;
        negative = source[from] == '-';
        leading = 0;
        int significant = 0;
        int lastNonZero = 0;
        int fractionDigits = 0;
        boolean inFraction = false;
        int at = negative ? from + 1 : from;
        for (; at < to; at++) {
            int digit = source[at] - '0';
            if (digit >= 0 && digit <= 9) {
                if (inFraction) {
                    fractionDigits++;
                }
                if (digit != 0 || significant > 0) {
                    significant++;
                    if (significant <= KEPT_DIGITS) {
                        leading = leading * 10 + digit;
                    }
                    if (digit != 0) {
                        lastNonZero = significant;
                    }
                }
            } else if (source[at] == '.') {
                inFraction = true;
            } else {
                break;
            }
        }
        digits = lastNonZero;
        int trailingZeros = Math.min(significant, KEPT_DIGITS) - lastNonZero;
        if (trailingZeros > 0) {
            leading /= POWERS[trailingZeros];
        }
        exponent = (at < to ? writtenExponent(source, at + 1, to) : 0) - fractionDigits + (significant - lastNonZero);
    }

    private static long writtenExponent(byte[] source, int from, int to) {
        boolean below = source[from] == '-';
        long value = 0;
        for (int at = below || source[from] == '+' ? from + 1 : from; at < to; at++) {
            value = Math.min(LARGEST_EXPONENT, value * 10 + (source[at] - '0'));
        }
        return below ? -value : value;
    }

    int length() {
        return end - start;
    }

    /** Below zero by its text; −0 is not. */
    boolean isNegative() {
        return negative && digits > 0;
    }

    boolean isIntegral() {
        return digits == 0 || exponent >= 0;
    }

    /** Whether the absolute value is 10^power or more. */
    boolean reachesPowerOfTen(int power) {
        return digits > 0 && digits + exponent > power;
    }

    /** Whether the absolute value is more than 10^power. */
    boolean exceedsPowerOfTen(int power) {
        boolean isPowerOfTen = digits == 1 && leading == 1;
        return reachesPowerOfTen(isPowerOfTen ? power + 1 : power);
    }

    /**
     * The absolute value in units of 10^−decimals, rounded half-even. The caller has made sure that the result is below
     * 10^18.
     */
    long roundToUnits(int decimals) {
        long shift = exponent + decimals;
        if (digits == 0 || digits + shift < 0) {
            return 0;
        }
        if (shift >= 0) {
            return leading * POWERS[(int) shift];
        }
        int kept = Math.min(digits, KEPT_DIGITS);
        long divisor = POWERS[kept - (int) (digits + shift)];
        long quotient = leading / divisor;
        long doubled = 2 * (leading % divisor);
        boolean moreDigits = digits > KEPT_DIGITS;
        boolean up = doubled > divisor || (doubled == divisor && (moreDigits || (quotient & 1) == 1));
        return up ? quotient + 1 : quotient;
    }

    /** The absolute value as the nearest double. */
    double toDouble() {
        if (digits == 0) {
            return 0;
        }
        if (digits <= KEPT_DIGITS && leading <= EXACT_DOUBLE_INTEGER && Math.abs(exponent) <= EXACT_DOUBLE_POWER) {
            double power = DOUBLE_POWERS[(int) Math.abs(exponent)];
            return exponent < 0 ? leading / power : leading * power;
        }
        return Math.abs(Double.parseDouble(new String(bytes, start, end - start, US_ASCII)));
    }

    private static long[] powers() {
        long[] powers = new long[KEPT_DIGITS + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    private static double[] doublePowers() {
        double[] powers = new double[EXACT_DOUBLE_POWER + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }
}
