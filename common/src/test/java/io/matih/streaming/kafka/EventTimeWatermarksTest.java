package io.matih.streaming.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.record.RejectReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.api.Test;

class EventTimeWatermarksTest {

    private final ManualClock clock = new ManualClock();
    private final RecordedOutput output = new RecordedOutput();
    private final EventTimeWatermarks<TestEvent> watermarks =
            new EventTimeWatermarks<>(Duration.ofSeconds(30), Duration.ofSeconds(5), clock);

    @Test
    void isTheLargestEventTimeMinusTheOutOfOrdernessExactly() {
        watermarks.onEvent(new TestEvent(), 100_000, output);
        watermarks.onEvent(new TestEvent(), 90_000, output);
        assertThat(output.signals).isEmpty();

        watermarks.onPeriodicEmit(output);

        assertThat(output.signals).containsExactly("70000");
    }

    @Test
    void saysNothingBeforeTheFirstAcceptedRecord() {
        watermarks.onEvent(new TestEvent(), TimestampAssigner.NO_TIMESTAMP, output);
        watermarks.onPeriodicEmit(output);

        assertThat(output.signals).isEmpty();
    }

    @Test
    void staysAboveTheSmallestLong() {
        watermarks.onEvent(new TestEvent(), Long.MIN_VALUE + 1, output);
        watermarks.onPeriodicEmit(output);

        assertThat(output.signals).containsExactly(Long.toString(Long.MIN_VALUE));
    }

    @Test
    void becomesIdleOnceAfterTheTimeout() {
        watermarks.onEvent(new TestEvent(), 100_000, output);
        watermarks.onPeriodicEmit(output);

        afterSeconds(5);
        assertThat(output.signals).containsExactly("70000");
        afterSeconds(1);
        afterSeconds(1);

        assertThat(output.signals).containsExactly("70000", "idle");
    }

    @Test
    void recordsThatAreNotAcceptedDoNotKeepItFromBecomingIdle() {
        watermarks.onEvent(new TestEvent(), 100_000, output);
        watermarks.onPeriodicEmit(output);

        for (int second = 1; second <= 6; second++) {
            watermarks.onEvent(new TestEvent(), TimestampAssigner.NO_TIMESTAMP, output);
            afterSeconds(1);
        }

        assertThat(output.signals).containsExactly("70000", "idle");
    }

    @Test
    void acceptedRecordsKeepItActive() {
        for (int second = 1; second <= 12; second++) {
            watermarks.onEvent(new TestEvent(), 100_000, output);
            afterSeconds(1);
        }

        assertThat(output.signals).doesNotContain("idle");
    }

    @Test
    void waitsTenSecondsForTheFirstRecordEvenWithAShorterTimeout() {
        afterSeconds(10);
        assertThat(output.signals).isEmpty();

        afterSeconds(1);

        assertThat(output.signals).containsExactly("idle");
    }

    @Test
    void isActiveAgainWithTheRecordItselfAndNotOnlyAtTheNextCheck() {
        watermarks.onEvent(new TestEvent(), 100_000, output);
        watermarks.onPeriodicEmit(output);
        afterSeconds(6);
        output.signals.clear();

        watermarks.onEvent(new TestEvent(), 90_000, output);

        assertThat(output.signals).containsExactly("70000");
    }

    @Test
    void stillClockNeverMakesItIdle() {
        watermarks.onEvent(new TestEvent(), 100_000, output);

        for (int check = 0; check < 1_000; check++) {
            watermarks.onPeriodicEmit(output);
        }

        assertThat(output.signals).containsExactly("70000");
    }

    @Test
    void onlyAcceptedRecordsHaveATimestamp() {
        TestEvent event = new TestEvent();
        event.eventTimeMillis = 5;

        event.accept();
        assertThat(EventTimeWatermarks.timestampOf(event)).isEqualTo(5);
        event.filter();
        assertThat(EventTimeWatermarks.timestampOf(event)).isEqualTo(TimestampAssigner.NO_TIMESTAMP);
        event.reject(RejectReason.MISSING_FIELD, "tenant");
        assertThat(EventTimeWatermarks.timestampOf(event)).isEqualTo(TimestampAssigner.NO_TIMESTAMP);
    }

    private void afterSeconds(int seconds) {
        clock.advanceTime(Duration.ofSeconds(seconds));
        watermarks.onPeriodicEmit(output);
    }

    private static final class RecordedOutput implements WatermarkOutput {

        final List<String> signals = new ArrayList<>();

        @Override
        public void emitWatermark(Watermark watermark) {
            signals.add(Long.toString(watermark.getTimestamp()));
        }

        @Override
        public void markIdle() {
            signals.add("idle");
        }

        @Override
        public void markActive() {
            signals.add("active");
        }
    }
}
