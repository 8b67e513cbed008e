package io.matih.streaming.cli.page.section;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.matih.streaming.sketch.Distribution;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DigestTest {

    @Test
    void unionOfSmallDigestsIsExact() {
        Digest union = new Digest();

        union.add(digestOf(1, 60));
        union.add(digestOf(61, 100));

        assertThat(union.quantile(0.50)).isEqualTo(50.0);
        assertThat(union.quantile(0.95)).isEqualTo(95.0);
        assertThat(union.quantile(0.99)).isEqualTo(99.0);
    }

    @Test
    void unionOfManyLargeDigestsStaysWithinHalfAPercent() {
        Digest union = new Digest();

        for (int part = 0; part < 100; part++) {
            union.add(digestOf(part * 1_000 + 1, (part + 1) * 1_000));
        }

        assertThat(Objects.requireNonNull(union.quantile(0.95))).isCloseTo(95_000, within(500.0));
    }

    @Test
    void nothingHasNoQuantile() {
        assertThat(new Digest().quantile(0.5)).isNull();
    }

    private static byte[] digestOf(int from, int to) {
        Distribution values = new Distribution();
        for (int value = from; value <= to; value++) {
            values.add(value);
        }
        return Objects.requireNonNull(values.toTDigest());
    }
}
