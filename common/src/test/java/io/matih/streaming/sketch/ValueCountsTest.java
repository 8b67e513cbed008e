package io.matih.streaming.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.junit.jupiter.api.Test;

/** The counts, and Flink's own contract of their serializer. */
class ValueCountsTest extends SerializerTestBase<ValueCounts> {

    @Override
    protected TypeSerializer<ValueCounts> createSerializer() {
        return new ValueCountsSerializer();
    }

    @Override
    protected int getLength() {
        return -1;
    }

    @Override
    protected Class<ValueCounts> getTypeClass() {
        return ValueCounts.class;
    }

    @Override
    protected ValueCounts[] getTestData() {
        ValueCounts many = new ValueCounts();
        for (int value = 0; value < 500; value++) {
            many.add("value-" + value % 70 + "-\uD83D\uDE00");
        }
        return new ValueCounts[] {new ValueCounts(), counts("a", "b", "a"), counts(""), many};
    }

    @Test
    void mostFrequentValuesComeFirstAndTiesInTheirOrder() {
        assertThat(counts("b", "c", "a", "b", "d").top(3))
                .containsExactly(new TopEntry("b", 2), new TopEntry("a", 1), new TopEntry("c", 1));
    }

    @Test
    void nothingCountedGivesAnEmptyList() {
        assertThat(new ValueCounts().top(10)).isEmpty();
    }

    @Test
    void mergedCountsAreThoseOfAllOccurrences() {
        ValueCounts merged = counts("a", "b");
        ValueCounts other = counts("b", "c");
        merged.merge(other);

        assertThat(merged).isEqualTo(counts("a", "b", "b", "c"));
        assertThat(other).isEqualTo(counts("b", "c"));
    }

    @Test
    void sizeGrowsWithTheValuesAndNotWithTheirOccurrences() {
        ValueCounts counts = counts("abc");
        long before = counts.sizeInBytes();
        counts.add("abc");
        assertThat(counts.sizeInBytes()).isEqualTo(before);

        counts.add("abcd");
        assertThat(counts.sizeInBytes()).isGreaterThan(before + 100);
    }

    private static ValueCounts counts(String... values) {
        ValueCounts counts = new ValueCounts();
        for (String value : values) {
            counts.add(value);
        }
        return counts;
    }
}
