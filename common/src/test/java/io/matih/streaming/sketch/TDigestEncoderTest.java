package io.matih.streaming.sketch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.slice.Slices;
import io.airlift.stats.TDigest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads with the class that Trino reads with. */
class TDigestEncoderTest {

    @Test
    void aFewValuesAreReadBackOneByOne() {
        TDigest digest = digest(1, 5, 5, 9.5);

        assertThat(digest.getCount()).isEqualTo(4);
        assertThat(digest.getMin()).isEqualTo(1);
        assertThat(digest.getMax()).isEqualTo(9.5);
        assertThat(digest.valuesAt(0.2, 0.4, 0.6, 0.99)).containsExactly(1, 5, 5, 9.5);
    }

    @ParameterizedTest
    @EnumSource(SampleValues.class)
    void oneWindowIsWithinHalfAPercentOfRanks(SampleValues shape) {
        for (int count : new int[] {1, 2, 3, 10, 100, 1_000, 20_000, 200_000}) {
            double[] values = shape.generate(count, count);
            TDigest digest = digest(values);
            Arrays.sort(values);

            assertRanks(digest, values);
        }
    }

    @ParameterizedTest
    @EnumSource(SampleValues.class)
    void manyMergedWindowsAreWithinHalfAPercentOfRanks(SampleValues shape) {
        assertMergedRanks(shape, 12, 20_000);
        assertMergedRanks(shape, 500, 37);
        assertMergedRanks(shape, 1_000, 200);
    }

    private static void assertMergedRanks(SampleValues shape, int windows, int averageCount) {
        double[] values = shape.generate(windows * averageCount, windows);
        Random random = new Random(windows);
        TDigest merged = new TDigest(TDigestEncoder.COMPRESSION);
        for (int from = 0; from < values.length; ) {
            int to = Math.min(values.length, from + 1 + random.nextInt(2 * averageCount));
            merged.mergeWith(digest(Arrays.copyOfRange(values, from, to)));
            if (random.nextInt(8) == 0) {
                merged = TDigest.deserialize(merged.serialize());
            }
            from = to;
        }
        Arrays.sort(values);

        assertRanks(TDigest.deserialize(merged.serialize()), values);
    }

    private static void assertRanks(TDigest digest, double[] sorted) {
        assertThat(digest.getCount()).isEqualTo(sorted.length);
        double allowed = Math.max(1, 0.005 * sorted.length);
        for (int perMille = 10; perMille < 1000; perMille++) {
            double quantile = perMille / 1000.0;
            double error = SampleValues.rankError(sorted, quantile, digest.valueAt(quantile));
            assertThat(error)
                    .as("p%s of %d values", perMille / 10.0, sorted.length)
                    .isLessThanOrEqualTo(allowed);
        }
    }

    private static TDigest digest(double... values) {
        byte[] bytes = requireNonNull(DistributionTest.of(values).toTDigest());
        return TDigest.deserialize(Slices.wrappedBuffer(bytes));
    }
}
