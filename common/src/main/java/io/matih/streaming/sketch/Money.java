package io.matih.streaming.sketch;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic on amounts of money as whole numbers of 10⁻⁹ USD ({@code nanoUsd}): exact, never through a binary double.
 * Amounts are at least 0 and below 10¹⁸, the range of a DECIMAL(18,9) column.
 */
public final class Money {

    /** The first amount that a DECIMAL(18,9) cannot hold: 10⁹ USD. */
    public static final long LIMIT_NANO_USD = 1_000_000_000_000_000_000L;

    private static final int SCALE = 9;

    private Money() {}

    /**
     * The sum of two amounts.
     *
     * @throws ArithmeticException when it leaves the range of a DECIMAL(18,9)
     */
    public static long add(long leftNanoUsd, long rightNanoUsd) {
        return checked(Math.addExact(checked(leftNanoUsd), checked(rightNanoUsd)));
    }

    /** An amount per item, half-even to a whole number of 10⁻⁹ USD; null when there are no items. */
    public static @Nullable Long perItem(long nanoUsd, long items) {
        return items == 0
                ? null
                : BigDecimal.valueOf(checked(nanoUsd))
                        .divide(BigDecimal.valueOf(items), 0, RoundingMode.HALF_EVEN)
                        .longValueExact();
    }

    /** An amount in USD with nine decimal digits. */
    public static BigDecimal toDecimal(long nanoUsd) {
        return BigDecimal.valueOf(checked(nanoUsd), SCALE);
    }

    private static long checked(long nanoUsd) {
        if (nanoUsd < 0 || nanoUsd >= LIMIT_NANO_USD) {
            throw new ArithmeticException("amount: expected 0 to 999999999.999999999 USD (DECIMAL(18,9)), got "
                    + BigDecimal.valueOf(nanoUsd, SCALE).toPlainString());
        }
        return nanoUsd;
    }
}
