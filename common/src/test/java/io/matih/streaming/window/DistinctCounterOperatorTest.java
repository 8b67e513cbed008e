package io.matih.streaming.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.text.Utf8Text;
import io.matih.streaming.window.WindowSettings.PreAggregation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Counting on RocksDB. Windows of a minute; the amounts 0, 1, 2 … are the values. */
class DistinctCounterOperatorTest {

    private static final long START = 60_000;
    private static final long END = 120_000;

    private static KeyedOneInputStreamOperatorTestHarness<
                    DistinctShard<String>, DistinctPart<String>, Partial<String, TestAccumulator>>
            counter(Duration allowedLateness) throws Exception {
        KeyedOneInputStreamOperatorTestHarness<
                        DistinctShard<String>, DistinctPart<String>, Partial<String, TestAccumulator>>
                harness = new KeyedOneInputStreamOperatorTestHarness<>(
                        new DistinctCounter<>(
                                TestRow.AGGREGATE, SimulatedJob.settings(PreAggregation.ON, allowedLateness)),
                        part -> part.shard,
                        DistinctShard.type(String.class));
        harness.setStateBackend(new EmbeddedRocksDBStateBackend());
        harness.open();
        return harness;
    }

    private static StreamRecord<DistinctPart<String>> amounts(String key, int shard, int from, int to) {
        return amountsOfWindow(START, key, shard, from, to);
    }

    private static StreamRecord<DistinctPart<String>> amountsOfWindow(
            long windowStart, String key, int shard, int from, int to) {
        DistinctValues values = new DistinctValues();
        for (int amount = from; amount < to; amount++) {
            values.add(0, "", Utf8Text.of(Integer.toString(amount)));
        }
        DistinctPart<String> part = new DistinctPart<>();
        part.shard = new DistinctShard<>(key, shard);
        part.windowStartMillis = windowStart;
        part.values = values.toBytes();
        return new StreamRecord<>(part);
    }

    private static List<String> counts(
            KeyedOneInputStreamOperatorTestHarness<
                            DistinctShard<String>, DistinctPart<String>, Partial<String, TestAccumulator>>
                    harness) {
        List<String> counts = new ArrayList<>();
        for (Partial<String, TestAccumulator> partial : harness.extractOutputValues()) {
            assertThat(partial.windowStartMillis).isEqualTo(START);
            assertThat(partial.accumulator.inputRecords).isZero();
            counts.add(partial.key + " " + partial.accumulator.distinctAmounts);
        }
        harness.getOutput().clear();
        return counts;
    }

    @Test
    void countsEachValueOnceWhenTheWindowEnds() throws Exception {
        try (var harness = counter(Duration.ZERO)) {
            harness.processElement(amounts("a", 3, 0, 10_000));
            harness.processElement(amounts("b", 3, 0, 10));
            harness.processElement(amounts("a", 3, 5_000, 15_000));
            harness.processElement(amounts("a", 4, 15_000, 15_001));
            harness.processWatermark(END - 1);
            assertThat(counts(harness)).isEmpty();

            harness.processWatermark(END);

            assertThat(counts(harness)).containsExactlyInAnyOrder("a 15000", "b 10", "a 1");
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void countsValuesOfBeforeAndAfterABarrierTogether() throws Exception {
        try (var harness = counter(Duration.ZERO)) {
            harness.processElement(amounts("a", 0, 0, 10));
            harness.processElement(amounts("b", 0, 0, 3));
            harness.prepareSnapshotPreBarrier(1);
            harness.processElement(amounts("a", 0, 5, 20));
            harness.processElement(amounts("c", 0, 0, 4));

            harness.processWatermark(END);

            assertThat(counts(harness)).containsExactlyInAnyOrder("a 20", "b 3", "c 4");
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void hasATimerOnlyForWhatABarrierHasPutIntoState() throws Exception {
        try (var harness = counter(Duration.ZERO)) {
            harness.processElement(amounts("a", 0, 0, 10));
            assertThat(harness.numEventTimeTimers()).isZero();

            harness.prepareSnapshotPreBarrier(1);
            assertThat(harness.numEventTimeTimers()).isEqualTo(1);
        }
    }

    @Test
    void moreThanTheHeapMayHoldGoesIntoStateAndEndedWindowsDoNotCount() throws Exception {
        // More than a third of what the heap may hold, and less than half.
        int many = 50_000;
        try (var harness = counter(Duration.ZERO)) {
            for (int window = 0; window < 4; window++) {
                long start = START + window * 60_000L;
                harness.processElement(amountsOfWindow(start, "a", 0, 0, many));
                assertThat(harness.numEventTimeTimers()).isZero();
                if (window == 1) {
                    // This one ends by its timer.
                    harness.prepareSnapshotPreBarrier(1);
                    harness.processElement(amountsOfWindow(start, "a", 0, 0, many));
                }
                harness.processWatermark(start + 60_000);
            }

            long start = START + 4 * 60_000L;
            harness.processElement(amountsOfWindow(start, "a", 0, 0, many));
            harness.processElement(amountsOfWindow(start, "b", 0, 0, many));
            assertThat(harness.numEventTimeTimers()).isZero();
            harness.processElement(amountsOfWindow(start, "c", 0, 0, many));
            assertThat(harness.numEventTimeTimers()).isEqualTo(3);
        }
    }

    @Test
    void withAllowedLatenessOnlyNewValuesAreCountedAgain() throws Exception {
        try (var harness = counter(Duration.ofMinutes(1))) {
            harness.processElement(amounts("a", 0, 0, 10));
            harness.processWatermark(END);
            assertThat(counts(harness)).containsExactly("a 10");

            harness.processElement(amounts("a", 0, 5, 12));
            harness.processElement(amounts("a", 0, 11, 13));
            harness.processWatermark(END + 1);
            assertThat(counts(harness)).containsExactly("a 3");

            harness.processElement(amounts("a", 0, 0, 13));
            harness.processWatermark(END + 60_000);
            assertThat(counts(harness)).isEmpty();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void valuesAfterTheEndAreABugAndStopTheJob() throws Exception {
        try (var harness = counter(Duration.ZERO)) {
            harness.processWatermark(END);

            assertThatThrownBy(() -> harness.processElement(amounts("a", 0, 0, 1)))
                    .hasMessageContaining("certainly in time");
        }
    }
}
