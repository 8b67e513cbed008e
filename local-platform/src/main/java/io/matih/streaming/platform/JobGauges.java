package io.matih.streaming.platform;

import java.util.List;
import java.util.OptionalLong;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Gauge;
import org.jspecify.annotations.Nullable;

/**
 * The numeric gauges and counters of one job by name, over all its operators and tasks; empty while no task has registered one.
 *
 * <pre>{@code
 * gauges.largest("watermark_lag_ms")
 * }</pre>
 */
public final class JobGauges {

    private final GaugeRegistry registry;
    private final JobID job;

    JobGauges(GaugeRegistry registry, JobID job) {
        this.registry = registry;
        this.job = job;
    }

    /** The sum over tasks. */
    public OptionalLong sum(String name) {
        return sum(values(name));
    }

    /** The sum over tasks and over the groups that have the variable {@code <key>} with this value. */
    public OptionalLong sum(String name, String key, String value) {
        return sum(values(name, key, value));
    }

    private static OptionalLong sum(List<Long> values) {
        return values.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(values.stream().mapToLong(Long::longValue).sum());
    }

    /** The largest over tasks. */
    public OptionalLong largest(String name) {
        return values(name).stream().mapToLong(Long::longValue).max();
    }

    List<Long> values(String name) {
        return values(name, null, null);
    }

    /** The values in the groups that have the variable {@code <key>} with this value. */
    List<Long> values(String name, @Nullable String key, @Nullable String value) {
        return registry.find(job, name, key, value).stream()
                .map(Gauge::getValue)
                .filter(Number.class::isInstance)
                .map(number -> ((Number) number).longValue())
                .toList();
    }
}
