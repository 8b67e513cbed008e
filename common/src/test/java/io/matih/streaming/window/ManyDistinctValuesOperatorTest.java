package io.matih.streaming.window;

import static io.matih.streaming.window.TestEvent.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.text.Utf8Text;
import io.matih.streaming.window.WindowSettings.PreAggregation;
import java.time.Duration;
import java.util.Queue;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** A key's distinct values leave the bundle before they fill the heap, and all of them arrive before the watermark. */
class ManyDistinctValuesOperatorTest {

    private static final long START = 1_700_000_040_000L;
    private static final int EVENTS = 400_000;

    private final WindowOutputs<String, TestAccumulator> outputs = new WindowOutputs<>(TestRow.AGGREGATE);

    @Test
    void manyValuesOfAKeyAreSentOnBeforeTheWindowEnds() throws Exception {
        try (OneInputStreamOperatorTestHarness<TestEvent, Partial<String, TestAccumulator>> harness =
                new OneInputStreamOperatorTestHarness<>(new PreAggregator<>(
                        TestRow.AGGREGATE,
                        new WindowSettings(
                                Duration.ofMinutes(1),
                                Duration.ofSeconds(5),
                                Duration.ZERO,
                                PreAggregation.ON,
                                1L << 30)))) {
            harness.open();
            for (int i = 0; i < EVENTS; i++) {
                TestEvent event = anEvent("key", START).at(0, i);
                event.amount = i;
                harness.processElement(event, START);
            }

            assertThat(harness.getOutput()).isEmpty();
            assertThat(harness.getSideOutput(outputs.distinct)).isNotEmpty();

            harness.processWatermark(new Watermark(START + 60_000));
            DistinctValues values = new DistinctValues();
            Queue<StreamRecord<DistinctPart<String>>> parts = harness.getSideOutput(outputs.distinct);
            parts.forEach(part -> values.addAll(part.getValue().values));
            assertThat(values.size()).isEqualTo(2 * EVENTS);
            values.add(0, "", Utf8Text.of(Integer.toString(EVENTS - 1)));
            assertThat(values.size()).isEqualTo(2 * EVENTS);
        }
    }
}
