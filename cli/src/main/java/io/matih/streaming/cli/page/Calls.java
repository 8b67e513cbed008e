package io.matih.streaming.cli.page;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The sum over rows of the table: calls, cost, failures and latencies. */
final class Calls {

    private final LatencyDigest latencies = new LatencyDigest();
    private long requests;
    private long failures;
    private BigDecimal costUsd = BigDecimal.ZERO;

    void add(long moreRequests, long moreFailures, @Nullable BigDecimal moreCostUsd, byte @Nullable [] moreLatencies) {
        requests += moreRequests;
        failures += moreFailures;
        if (moreCostUsd != null) {
            costUsd = costUsd.add(moreCostUsd);
        }
        if (moreLatencies != null) {
            latencies.add(moreLatencies);
        }
    }

    void add(Calls other) {
        requests += other.requests;
        failures += other.failures;
        costUsd = costUsd.add(other.costUsd);
        latencies.add(other.latencies);
    }

    /** As a point: counts are means over this many windows. */
    Series.Point at(long startMillis, int windows) {
        return new Series.Point(
                startMillis,
                (double) requests / windows,
                costUsd.doubleValue() / windows,
                requests == 0 ? null : (double) failures / requests,
                latencies.quantile(0.50),
                latencies.quantile(0.95),
                latencies.quantile(0.99));
    }
}
