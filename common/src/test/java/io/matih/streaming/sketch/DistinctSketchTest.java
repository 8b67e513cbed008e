package io.matih.streaming.sketch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.airlift.slice.Slices;
import io.airlift.stats.cardinality.HyperLogLog;
import io.matih.streaming.text.Utf8Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with the class that Trino makes and reads its sketches with. */
class DistinctSketchTest {

    @Test
    void anEmptySketchIsNull() {
        assertThat(new DistinctSketch().toHyperLogLog()).isNull();
        assertThat(new DistinctSketch().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100, 400})
    void aShortListHasTheBytesOfTrino(int distinct) {
        HyperLogLog expected = HyperLogLog.newInstance(4096);
        addTo(expected, 0, distinct);

        assertThat(sketch(0, distinct).toHyperLogLog())
                .isEqualTo(expected.serialize().getBytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {600, 5_000, 40_000, 300_000})
    void registersHaveTheBytesOfTrino(int distinct) {
        HyperLogLog expected = HyperLogLog.newInstance(4096);
        expected.makeDense();
        addTo(expected, 0, distinct);

        assertThat(sketch(0, distinct).toHyperLogLog())
                .isEqualTo(expected.serialize().getBytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 500, 512, 513, 2_000, 10_000, 100_000})
    void estimatesAreWithinFivePercent(int distinct) {
        HyperLogLog read = read(sketch(0, distinct));

        assertThat((double) read.cardinality()).isCloseTo(distinct, within(0.05 * distinct));
    }

    @Test
    void sketchesOfAnySizeMergeInTrino() {
        HyperLogLog merged = read(sketch(0, 300));
        merged.mergeWith(read(sketch(200, 712)));
        merged.mergeWith(read(sketch(0, 20_000)));
        merged.mergeWith(read(sketch(19_990, 20_400)));

        assertThat((double) merged.cardinality()).isCloseTo(20_400, within(0.05 * 20_400));
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 511, 512, 513, 700, 3_000, 60_000})
    void anySplitMergedInAnyOrderEqualsTheWhole(int distinct) {
        Random random = new Random(distinct);
        DistinctSketch whole = sketch(0, distinct);
        for (int round = 0; round < 4; round++) {
            List<DistinctSketch> parts = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(12); i++) {
                parts.add(new DistinctSketch());
            }
            for (int i = distinct - 1; i >= 0; i--) {
                int copies = 1 + random.nextInt(2);
                for (int copy = 0; copy < copies; copy++) {
                    parts.get(random.nextInt(parts.size())).add(Utf8Text.of(value(i)));
                }
            }
            while (parts.size() > 1) {
                DistinctSketch right = parts.remove(random.nextInt(parts.size()));
                int left = random.nextInt(parts.size());
                DistinctSketch merged = new DistinctSketch(parts.get(left));
                merged.merge(random.nextBoolean() ? right : HyperLogLogFormat.read(HyperLogLogFormat.write(right)));
                parts.set(left, merged);
            }

            assertThat(parts.get(0)).isEqualTo(whole).hasSameHashCodeAs(whole);
            assertThat(parts.get(0).toHyperLogLog()).isEqualTo(whole.toHyperLogLog());
        }
    }

    @Test
    void addingAgainChangesNothing() {
        DistinctSketch twice = sketch(0, 1_000);
        for (int i = 0; i < 1_000; i++) {
            twice.add(Utf8Text.of(value(i)));
        }

        assertThat(twice).isEqualTo(sketch(0, 1_000));
    }

    @Test
    void readingChangesNothing() {
        DistinctSketch sketch = sketch(0, 600);
        assertThat(sketch.ordered()).as("values are still in the order of adds").isNotSameAs(sketch);

        assertThat(sketch.toHyperLogLog()).isNotNull();
        assertThat(sketch).isEqualTo(sketch(0, 600)).hasSameHashCodeAs(sketch(0, 600));
        assertThat(new DistinctSketch(sketch)).isEqualTo(sketch);
        new DistinctSketch().merge(sketch);

        assertThat(sketch.ordered()).isNotSameAs(sketch);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 500, 600})
    void threadsMayReadAtATime(int distinct) {
        byte[] expected = sketch(0, distinct).toHyperLogLog();
        for (int round = 0; round < 200; round++) {
            DistinctSketch shared = sketch(0, distinct);

            List<byte[]> read = IntStream.range(0, 8)
                    .parallel()
                    .mapToObj(reader -> reader % 2 == 0 ? shared : new DistinctSketch(shared))
                    .map(DistinctSketch::toHyperLogLog)
                    .toList();

            assertThat(read).allMatch(bytes -> Arrays.equals(bytes, expected));
        }
    }

    static DistinctSketch sketch(int from, int to) {
        DistinctSketch sketch = new DistinctSketch();
        for (int i = from; i < to; i++) {
            sketch.add(Utf8Text.of(value(i)));
        }
        return sketch;
    }

    private static void addTo(HyperLogLog log, int from, int to) {
        for (int i = from; i < to; i++) {
            log.add(Slices.utf8Slice(value(i)));
        }
    }

    private static String value(int number) {
        return "user-é-" + number;
    }

    private static HyperLogLog read(DistinctSketch sketch) {
        return HyperLogLog.newInstance(Slices.wrappedBuffer(requireNonNull(sketch.toHyperLogLog())));
    }
}
