package io.matih.streaming.benchmark.sidebyside;

import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Counts the records that the sources of this process have read, by Flink's own counters. Flink makes its reporters itself, so
 * the counters are kept for the whole process.
 */
public final class ReadRecords implements MetricReporter, MetricReporterFactory {

    private static final Set<Counter> COUNTERS = ConcurrentHashMap.newKeySet();

    /** What all sources have read so far. */
    static long soFar() {
        return COUNTERS.stream().mapToLong(Counter::getCount).sum();
    }

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        return this;
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        String operator = group.getAllVariables().getOrDefault("<operator_name>", "");
        if (metric instanceof Counter counter && name.equals("numRecordsIn") && operator.startsWith("Source: ")) {
            COUNTERS.add(counter);
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        if (metric instanceof Counter counter) {
            COUNTERS.remove(counter);
        }
    }
}
