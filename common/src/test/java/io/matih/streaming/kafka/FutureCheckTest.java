package io.matih.streaming.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.record.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** The reading of the clock is kept, but never instead of a later one that would decide otherwise. */
class FutureCheckTest {

    private final MovingClock clock = new MovingClock();
    private final FutureCheck check = new FutureCheck(clock, Duration.ofMinutes(5));

    private Outcome judge(String recordTime, String eventTime) {
        TestEvent event = new TestEvent();
        event.origin.timestamp = Instant.parse(recordTime).toEpochMilli();
        event.eventTimeMillis = Instant.parse(eventTime).toEpochMilli();
        event.accept();
        check.judge(event);
        return event.outcome;
    }

    @Test
    void recordThatWasAheadOfTheClockIsTrustedOnceTheClockHasPassedIt() {
        clock.now = Instant.parse("2026-11-20T10:00:00Z");
        assertThat(judge("2026-11-20T10:30:00Z", "2026-11-20T10:31:00Z")).isEqualTo(Outcome.REJECTED);

        clock.now = Instant.parse("2026-11-20T11:00:00Z");
        assertThat(judge("2026-11-20T10:30:00Z", "2026-11-20T10:31:00Z")).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void recordWithinTheLastReadingIsJudgedByItsOwnTime() {
        clock.now = Instant.parse("2026-11-20T11:00:00Z");
        assertThat(judge("2026-11-20T10:59:00Z", "2026-11-20T10:59:00Z")).isEqualTo(Outcome.ACCEPTED);

        assertThat(judge("2026-11-20T10:00:00Z", "2026-11-20T10:05:00Z")).isEqualTo(Outcome.ACCEPTED);
        assertThat(judge("2026-11-20T10:00:00Z", "2026-11-20T10:05:00.001Z")).isEqualTo(Outcome.REJECTED);
    }

    private static final class MovingClock extends Clock {

        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
