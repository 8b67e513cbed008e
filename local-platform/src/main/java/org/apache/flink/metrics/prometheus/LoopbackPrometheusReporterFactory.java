package org.apache.flink.metrics.prometheus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Lets Flink answer Prometheus on one port of 127.0.0.1. */
public final class LoopbackPrometheusReporterFactory implements MetricReporterFactory {

    /** Names the port in the reporter's configuration. */
    public static final String PORT = "port";

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        String port = properties.getProperty(PORT);
        try {
            return new LoopbackPrometheusReporter(Integer.parseInt(port));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
    }
}
