package io.matih.streaming.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.window.WindowSettings.PreAggregation;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** What of the windows is on the heap, which may hold a mebibyte, and what in state. Windows of a minute. */
class WindowAggregatorOperatorTest {

    private static final long START = 60_000;
    private static final long WINDOW = 60_000;
    private static final long MOST_BYTES = 1 << 20;
    private static final long MOST_KEYS = MOST_BYTES / new TestAccumulator().sizeInBytes();

    private static KeyedOneInputStreamOperatorTestHarness<String, Partial<String, TestAccumulator>, TestRow> windows()
            throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new WindowAggregator<>(TestRow.AGGREGATE, SimulatedJob.settings(PreAggregation.ON, Duration.ZERO)),
                partial -> partial.key,
                Types.STRING);
        harness.setStateBackend(new EmbeddedRocksDBStateBackend());
        harness.open();
        return harness;
    }

    private static StreamRecord<Partial<String, TestAccumulator>> part(long windowStart, String key) {
        Partial<String, TestAccumulator> partial = new Partial<>();
        partial.windowStartMillis = windowStart;
        partial.key = key;
        partial.accumulator = new TestAccumulator();
        partial.accumulator.inputRecords = 1;
        return new StreamRecord<>(partial);
    }

    @Test
    void partsOfOneWindowTakeTheHeapOfOne() throws Exception {
        try (var harness = windows()) {
            for (int i = 0; i < 2 * MOST_KEYS; i++) {
                harness.processElement(part(START, "a"));
            }
            assertThat(harness.numEventTimeTimers()).isZero();

            harness.processWatermark(START + WINDOW);
            assertThat(harness.extractOutputValues()).singleElement().satisfies(row -> assertThat(row.inputRecords())
                    .isEqualTo(2 * MOST_KEYS));
        }
    }

    @Test
    void moreThanTheHeapMayHoldGoesIntoStateAndEndedWindowsDoNotCount() throws Exception {
        try (var harness = windows()) {
            for (int window = 0; window < 4; window++) {
                long start = START + window * WINDOW;
                for (int key = 0; key < MOST_KEYS; key++) {
                    harness.processElement(part(start, Integer.toString(key)));
                }
                assertThat(harness.numEventTimeTimers()).isZero();
                if (window == 1) {
                    // These end by their timers.
                    harness.prepareSnapshotPreBarrier(1);
                    for (int key = 0; key < MOST_KEYS; key++) {
                        harness.processElement(part(start, Integer.toString(key)));
                    }
                }
                harness.processWatermark(start + WINDOW);
            }

            long start = START + 4 * WINDOW;
            for (int key = 0; key < MOST_KEYS; key++) {
                harness.processElement(part(start, Integer.toString(key)));
            }
            harness.processElement(part(start, "one more"));
            assertThat(harness.numEventTimeTimers()).isEqualTo((int) MOST_KEYS + 1);
        }
    }
}
