package io.matih.streaming.platform;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Lets Flink report its metrics to the {@link GaugeRegistry} of the platform that started the cluster. */
public final class GaugeReporterFactory implements MetricReporterFactory {

    /** Names the platform in the reporter's configuration. */
    static final String PLATFORM_ID = "platform-id";

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        return new GaugeReporter(GaugeRegistry.of(properties.getProperty(PLATFORM_ID)));
    }
}
