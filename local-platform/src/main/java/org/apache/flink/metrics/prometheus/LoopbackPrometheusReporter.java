package org.apache.flink.metrics.prometheus;

import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Flink's reporter for Prometheus, listening on 127.0.0.1 only; Flink's own listens on every address. */
final class LoopbackPrometheusReporter extends AbstractPrometheusReporter {

    private final HTTPServer server;

    LoopbackPrometheusReporter(int port) throws IOException {
        server = new HTTPServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), registry);
    }

    @Override
    public void close() {
        server.stop();
        super.close();
    }
}
