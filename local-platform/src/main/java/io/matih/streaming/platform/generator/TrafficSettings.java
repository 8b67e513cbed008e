package io.matih.streaming.platform.generator;

import java.time.Duration;
import java.time.Instant;

/**
 * How much traffic comes when. First a backlog is sent fast that covers the time before the start; then records come at a
 * steady rate, in real time.
 *
 * <pre>{@code
 * TrafficSettings.startingAt(clock.instant()).withRate(200).withSeed(7)
 * }</pre>
 *
 * @param seed equal seeds and starts give equal records
 * @param start the moment at which backlog ends and live traffic begins
 * @param backlogSpan event time that the backlog covers
 * @param backlogRecords how many records it has
 * @param backlogDuration how long sending it takes, where the machine keeps up
 * @param recordsPerSecond of live traffic
 * @param limit no more records than this, backlog included
 */
public record TrafficSettings(
        long seed,
        Instant start,
        Duration backlogSpan,
        long backlogRecords,
        Duration backlogDuration,
        double recordsPerSecond,
        Shares shares,
        long limit) {

    /** So many seconds of live traffic are in the backlog, unless said otherwise. */
    private static final long BACKLOG_SECONDS = 120;

    public TrafficSettings {
        if (!(recordsPerSecond > 0)) {
            throw new IllegalArgumentException("recordsPerSecond: expected more than 0, but got " + recordsPerSecond);
        }
        if (backlogRecords < 0 || limit < 0) {
            throw new IllegalArgumentException("records: expected 0 or more, but got " + backlogRecords + ", " + limit);
        }
    }

    /** A day in 10 seconds, then 200 records a second. */
    public static TrafficSettings startingAt(Instant start) {
        return new TrafficSettings(
                        1, start, Duration.ofHours(24), 0, Duration.ofSeconds(10), 1, Shares.USUAL, Long.MAX_VALUE)
                .withRate(200);
    }

    /** The same with another rate, and 120 seconds of it as backlog. */
    public TrafficSettings withRate(double perSecond) {
        return withRate(perSecond, Math.round(perSecond * BACKLOG_SECONDS));
    }

    /** The same without a backlog, to go on with live traffic. */
    public TrafficSettings withoutBacklog() {
        return withRate(recordsPerSecond, 0);
    }

    /** The same with another rate and another number of records in the backlog. */
    public TrafficSettings withRate(double perSecond, long inBacklog) {
        return new TrafficSettings(seed, start, backlogSpan, inBacklog, backlogDuration, perSecond, shares, limit);
    }

    /** The same with another backlog: so much event time, sent within so much time. */
    public TrafficSettings withBacklog(Duration span, Duration sentWithin) {
        return new TrafficSettings(seed, start, span, backlogRecords, sentWithin, recordsPerSecond, shares, limit);
    }

    /** The same with other records. */
    public TrafficSettings withSeed(long other) {
        return new TrafficSettings(
                other, start, backlogSpan, backlogRecords, backlogDuration, recordsPerSecond, shares, limit);
    }

    /** The same that starts at another moment. */
    public TrafficSettings withStart(Instant other) {
        return new TrafficSettings(
                seed, other, backlogSpan, backlogRecords, backlogDuration, recordsPerSecond, shares, limit);
    }

    /** The same with another mixture. */
    public TrafficSettings withShares(Shares other) {
        return new TrafficSettings(
                seed, start, backlogSpan, backlogRecords, backlogDuration, recordsPerSecond, other, limit);
    }

    /** The same that ends after so many records. */
    public TrafficSettings upTo(long records) {
        return new TrafficSettings(
                seed, start, backlogSpan, backlogRecords, backlogDuration, recordsPerSecond, shares, records);
    }
}
