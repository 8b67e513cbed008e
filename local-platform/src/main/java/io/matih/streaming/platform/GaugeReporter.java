package io.matih.streaming.platform;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;

/** Passes the gauges and counters of jobs on to a registry, as they come and go. */
final class GaugeReporter implements MetricReporter {

    private final GaugeRegistry registry;

    GaugeReporter(GaugeRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        if (metric instanceof Gauge<?> gauge) {
            registry.add(name, group.getAllVariables(), metric, gauge);
        } else if (metric instanceof Counter counter) {
            registry.add(name, group.getAllVariables(), metric, counter::getCount);
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        registry.remove(name, metric);
    }
}
