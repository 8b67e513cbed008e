package io.matih.streaming.window;

import static io.matih.streaming.window.TestEvent.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.record.RecordHash;
import io.matih.streaming.window.WindowSettings.PreAggregation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When windows give rows, which events are late, and what a row accounts for. Windows of a minute, 30 s out of order. */
class WindowingOperatorTest {

    private static long at(String time) {
        return Instant.parse("2026-11-20T" + time + "Z").toEpochMilli();
    }

    private static long hash(int partition, long... offsets) {
        long seed = RecordHash.partitionSeed(RecordHash.topicSeed("events"), partition);
        long sum = 0;
        for (long offset : offsets) {
            sum += RecordHash.of(seed, offset);
        }
        return sum;
    }

    /** A row of one minute of events of amount 1 in partition 0. */
    private static TestRow row(long start, long records, long hash, int revision) {
        return new TestRow("a", start, start + 60_000, records, 1, 1, 1, records, hash, revision);
    }

    private static SimulatedJob job(Duration lateness, PreAggregation preAggregation, TestEvent... events)
            throws Exception {
        return new SimulatedJob(List.of(List.of(events)), SimulatedJob.settings(preAggregation, lateness), 1);
    }

    private static void readAll(SimulatedJob job) throws Exception {
        while (!job.isExhausted(0)) {
            job.read(0);
            job.emitWatermark(0);
        }
        job.checkpoint();
    }

    @ParameterizedTest
    @EnumSource
    void windowGivesItsRowWhenTheWatermarkReachesItsEnd(PreAggregation preAggregation) throws Exception {
        try (SimulatedJob job = job(
                Duration.ZERO,
                preAggregation,
                anEvent("a", at("10:00:00")).at(0, 7),
                anEvent("a", at("10:00:59.999")).at(0, 8),
                anEvent("a", at("10:01:29.999")).at(0, 9))) {
            readAll(job);
            assertThat(job.rows).isEmpty();
        }
        try (SimulatedJob job = job(
                Duration.ZERO,
                preAggregation,
                anEvent("a", at("10:00:00")).at(0, 7),
                anEvent("a", at("10:00:59.999")).at(0, 8),
                anEvent("a", at("10:01:30")).at(0, 9))) {
            readAll(job);
            assertThat(job.rows).containsExactly(row(at("10:00:00"), 2, hash(0, 7, 8), 0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void eventOfAnEndedWindowIsLateAndItsOwnPartitionSaysSo(PreAggregation preAggregation) throws Exception {
        try (SimulatedJob job = job(
                Duration.ZERO,
                preAggregation,
                anEvent("a", at("10:01:29.999")).at(0, 0),
                anEvent("a", at("10:00:10")).at(0, 1),
                anEvent("a", at("10:01:30")).at(0, 2),
                anEvent("a", at("10:00:11")).at(0, 3))) {
            // No watermark is emitted in between: the order of the records decides.
            while (!job.isExhausted(0)) {
                job.read(0);
            }
            job.drain(at("11:00:00"));

            assertThat(job.lateEvents).containsExactly("0/3 a@" + at("10:00:11"));
            assertThat(job.rows)
                    .containsExactlyInAnyOrder(
                            row(at("10:00:00"), 1, hash(0, 1), 0), row(at("10:01:00"), 2, hash(0, 0, 2), 0));
        }
    }

    @Test
    void partitionClocksSurviveARestore() throws Exception {
        try (SimulatedJob job = job(
                Duration.ZERO,
                PreAggregation.ON,
                anEvent("a", at("10:05:00")).at(0, 0),
                anEvent("a", at("10:00:10")).at(0, 1))) {
            job.read(0);
            job.checkpoint();
            job.crashAndRestore(2);
            job.read(0);
            job.drain(at("11:00:00"));

            assertThat(job.lateEvents).containsExactly("0/1 a@" + at("10:00:10"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void eventWithinTheAllowedLatenessGivesACorrection(PreAggregation preAggregation) throws Exception {
        try (SimulatedJob job = job(
                Duration.ofMinutes(2),
                preAggregation,
                anEvent("a", at("10:00:10")).at(0, 0),
                anEvent("a", at("10:02:00")).at(0, 1),
                anEvent("a", at("10:00:20")).at(0, 2),
                anEvent("a", at("10:03:00")).at(0, 3),
                anEvent("a", at("10:03:30")).at(0, 4),
                anEvent("a", at("10:00:30")).at(0, 5))) {
            readAll(job);

            assertThat(job.rows)
                    .containsExactly(
                            row(at("10:00:00"), 1, hash(0, 0), 0),
                            row(at("10:00:00"), 2, hash(0, 0, 2), 1),
                            row(at("10:02:00"), 1, hash(0, 1), 0));
            assertThat(job.lateEvents).containsExactly("0/5 a@" + at("10:00:30"));
        }
    }

    @Test
    void nothingIsLeftInStateOfAWindowThatHasEnded() throws Exception {
        try (SimulatedJob job = job(
                Duration.ofMinutes(2),
                PreAggregation.ON,
                anEvent("a", at("10:00:10")).at(0, 0),
                anEvent("b", at("10:00:20")).at(0, 1))) {
            readAll(job);
            assertThat(job.openWindows()).isPositive();

            job.drain(at("11:00:00"));

            assertThat(job.openWindows()).isZero();
        }
    }

    @Test
    void windowsBeforeTheEpochStartAtTheirFloor() {
        assertThat(WindowSpan.startOf(-1, 60_000)).isEqualTo(-60_000);
        assertThat(WindowSpan.startOf(-60_000, 60_000)).isEqualTo(-60_000);
        assertThat(WindowSpan.startOf(0, 60_000)).isZero();
        assertThat(WindowSpan.startOf(59_999, 60_000)).isZero();
    }
}
