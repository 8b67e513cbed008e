package io.matih.streaming.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionTest {

    private static final DistributionSerializer SERIALIZER = new DistributionSerializer();

    @Test
    void anEmptyDistributionKnowsNothing() {
        Distribution empty = new Distribution();

        assertThat(empty.count()).isZero();
        assertThat(empty.quantile(500)).isNull();
        assertThat(empty.toTDigest()).isNull();
    }

    @Test
    void nearestRankIsExactWhereFloatingPointWouldRoundUp() {
        Distribution oneToHundred = of(integers(1, 100));

        assertThat(oneToHundred.quantile(1)).isEqualTo(1);
        assertThat(oneToHundred.quantile(10)).isEqualTo(1);
        assertThat(oneToHundred.quantile(11)).isEqualTo(2);
        assertThat(oneToHundred.quantile(500)).isEqualTo(50);
        assertThat(oneToHundred.quantile(950)).isEqualTo(95);
        assertThat(oneToHundred.quantile(951)).isEqualTo(96);
        assertThat(oneToHundred.quantile(1000)).isEqualTo(100);
    }

    @Test
    void nearestRankOfSmallWindowsIsTheSmallestValueWithEnoughAtOrBelow() {
        assertThat(of(3, 1, 2, 4).quantile(500)).isEqualTo(2);
        assertThat(of(3, 1, 2).quantile(500)).isEqualTo(2);
        assertThat(of(7).quantile(1)).isEqualTo(7);
        assertThat(of(7).quantile(1000)).isEqualTo(7);
    }

    @ParameterizedTest
    @EnumSource(SampleValues.class)
    void windowsOf256ValuesAreExact(SampleValues shape) {
        double[] values = shape.generate(256, 1);
        OrderedBuckets distribution = of(values).ordered();
        Arrays.sort(values);

        for (int perMille = 1; perMille <= 1000; perMille++) {
            int rank = (perMille * 256 + 999) / 1000;
            assertThat(distribution.quantile(perMille)).isEqualTo(values[rank - 1]);
        }
    }

    @ParameterizedTest
    @EnumSource(SampleValues.class)
    void manyValuesStayWithinOnePercentOfTheExactOrderStatistic(SampleValues shape) {
        double[] values = shape.generate(100_000, 2);
        OrderedBuckets distribution = of(values).ordered();
        Arrays.sort(values);

        for (int perMille = 1; perMille <= 1000; perMille++) {
            double exact = values[(int) ((perMille * 100_000L + 999) / 1000) - 1];
            assertThat(distribution.quantile(perMille)).isBetween(exact * (1 - 1.0 / 128), exact * (1 + 1.0 / 128));
        }
    }

    @Test
    void integersAreExactUpTo65536DifferentOnes() {
        double[] values = integers(0, 65_535);
        OrderedBuckets distribution = of(values).ordered();

        for (int perMille = 1; perMille <= 1000; perMille++) {
            assertThat(distribution.quantile(perMille)).isEqualTo(values[(perMille * 65_536 + 999) / 1000 - 1]);
        }
    }

    @Test
    void aBucketIsNeverWiderThanPromisedHoweverWideTheDataIs() {
        Random random = new Random(3);
        double[] values = new double[400_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.scalb(1 + random.nextDouble(), random.nextInt(1_124) - 1_074);
        }
        Distribution distribution = of(values);

        assertThat(distribution.ordered().level()).isEqualTo(Distribution.MAX_LEVEL);
        assertThat(distribution.ordered().size()).isGreaterThan(Distribution.MAX_BUCKETS);
    }

    @Test
    void theWholeContractRangeFitsAtTheCoarsestLevel() {
        Random random = new Random(4);
        Distribution distribution = of(0);
        for (int i = 0; i < 400_000; i++) {
            distribution.add(Math.scalb(1 + random.nextDouble(), random.nextInt(63) - 13));
        }

        assertThat(distribution.ordered().level()).isEqualTo(Distribution.MAX_LEVEL);
        assertThat(distribution.ordered().size()).isEqualTo(63 * 128 + 1);
    }

    @ParameterizedTest
    @EnumSource(SampleValues.class)
    void theLevelIsTheSmallestThatFits(SampleValues shape) {
        double[] values = shape.generate(100_000, 5);
        OrderedBuckets buckets = of(values).ordered();

        assertThat(buckets.integral()).isEqualTo(Arrays.stream(values).allMatch(value -> value == Math.rint(value)));
        int limit = buckets.integral() ? Distribution.MAX_INTEGRAL_BUCKETS : Distribution.MAX_BUCKETS;
        assertThat(buckets.size()).isEqualTo(distinct(values, buckets.level())).isLessThanOrEqualTo(limit);
        if (buckets.level() > 0) {
            assertThat(distinct(values, buckets.level() - 1)).isGreaterThan(limit);
        }
    }

    @ParameterizedTest
    @CsvSource({"100, 11", "9000, 12", "100000, 13"})
    void anySplitMergedInAnyOrderEqualsTheWhole(int count, long seed) throws IOException {
        Random random = new Random(seed);
        for (SampleValues shape : SampleValues.values()) {
            double[] values = shape.generate(count, seed);
            Distribution whole = of(values);

            List<Distribution> parts = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(20); i++) {
                parts.add(new Distribution());
            }
            for (double value : values) {
                parts.get(random.nextInt(parts.size())).add(value);
            }
            while (parts.size() > 1) {
                Distribution right = parts.remove(random.nextInt(parts.size()));
                int left = random.nextInt(parts.size());
                parts.get(left).merge(random.nextBoolean() ? right : roundTrip(right));
                parts.set(left, random.nextBoolean() ? parts.get(left) : roundTrip(parts.get(left)));
            }

            Distribution merged = parts.get(0);
            assertThat(merged).isEqualTo(whole).hasSameHashCodeAs(whole);
            assertThat(roundTrip(merged)).isEqualTo(whole);
            assertThat(merged.toTDigest()).isEqualTo(whole.toTDigest());
            assertThat(merged.quantile(950)).isEqualTo(whole.quantile(950));
        }
    }

    @Test
    void theOrderOfFractionsAndIntegersDoesNotMatter() {
        double[] integers = integers(0, 50_000);
        Distribution fractionFirst = of(0.5);
        Distribution fractionLast = of(integers);
        Arrays.stream(integers).forEach(fractionFirst::add);
        fractionLast.add(0.5);
        Distribution merged = of(0.5);
        merged.merge(of(integers));

        assertThat(fractionFirst).isEqualTo(fractionLast).isEqualTo(merged);
        assertThat(fractionFirst.ordered().size()).isLessThanOrEqualTo(Distribution.MAX_BUCKETS);
    }

    @Test
    void aMergeLeavesTheOtherAsItIs() {
        Distribution left = of(1, 2);
        Distribution right = of(2, 3);

        left.merge(right);
        left.add(9);

        assertThat(left).isEqualTo(of(1, 2, 2, 3, 9));
        assertThat(right).isEqualTo(of(2, 3));
    }

    @Test
    void negativeZeroIsZero() {
        assertThat(of(-0.0)).isEqualTo(of(0.0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, -Double.MIN_VALUE, Double.NaN, Double.POSITIVE_INFINITY})
    void valuesThatAreNotCountedAreRefused(double value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Distribution().add(value))
                .withMessage("value: expected a finite number >= 0, got " + value);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1001})
    void quantilesOutsideOfTheirRangeAreRefused(int perMille) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(1).quantile(perMille))
                .withMessage("perMille: expected 1 to 1000, got " + perMille);
    }

    @Test
    void aSmallDistributionIsSmallInMemory() {
        assertThat(of(1).sizeInBytes()).isLessThan(200);
        assertThat(of(integers(1, 100)).sizeInBytes()).isLessThan(5_000);
        assertThat(of(integers(1, 10_000)).sizeInBytes()).isLessThan(300_000);
    }

    static Distribution of(double... values) {
        Distribution distribution = new Distribution();
        for (double value : values) {
            distribution.add(value);
        }
        return distribution;
    }

    private static double[] integers(int from, int to) {
        double[] values = new double[to - from + 1];
        Arrays.setAll(values, i -> from + i);
        return values;
    }

    private static int distinct(double[] values, int level) {
        TreeSet<Long> keys = new TreeSet<>();
        for (double value : values) {
            keys.add(Double.doubleToRawLongBits(value) >>> level);
        }
        return keys.size();
    }

    private static byte[] bytes(Distribution distribution) throws IOException {
        DataOutputSerializer target = new DataOutputSerializer(64);
        SERIALIZER.serialize(distribution, target);
        return target.getCopyOfBuffer();
    }

    private static Distribution roundTrip(Distribution distribution) throws IOException {
        return SERIALIZER.deserialize(new DataInputDeserializer(bytes(distribution)));
    }
}
