package io.matih.streaming.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class MoneyTest {

    @Test
    void sumsAreExact() {
        assertThat(Money.add(100_000_000L, 200_000_000L)).isEqualTo(300_000_000L);
        assertThat(Money.toDecimal(300_000_001L)).isEqualTo(new BigDecimal("0.300000001"));
        assertThat(Money.toDecimal(0)).isEqualTo(new BigDecimal("0.000000000"));
    }

    @Test
    void theLargestAmountFitsAndOneMoreFailsLoudly() {
        assertThat(Money.add(Money.LIMIT_NANO_USD - 2, 1)).isEqualTo(Money.LIMIT_NANO_USD - 1);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Money.add(Money.LIMIT_NANO_USD - 1, 1))
                .withMessage("amount: expected 0 to 999999999.999999999 USD (DECIMAL(18,9)), got 1000000000.000000000");
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Money.add(5, -1))
                .withMessageEndingWith("got -0.000000001");
    }

    @Test
    void divisionRoundsHalfEvenToNineDigits() {
        assertThat(Money.perItem(1_000_000_000L, 3)).isEqualTo(333_333_333L);
        assertThat(Money.perItem(5, 2)).isEqualTo(2L);
        assertThat(Money.perItem(7, 2)).isEqualTo(4L);
        assertThat(Money.perItem(0, 2)).isEqualTo(0L);
        assertThat(Money.perItem(7, 0)).isNull();
    }
}
