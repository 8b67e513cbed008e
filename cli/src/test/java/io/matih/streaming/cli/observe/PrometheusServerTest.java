package io.matih.streaming.cli.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.matih.streaming.cli.Refusal;
import io.matih.streaming.servers.Ports;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusServerTest {

    private static final Path RULES = Path.of("..", "deploy", "observability", "rules.yaml");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @SuppressWarnings("NullAway.Init") // JUnit calls the method that sets it
    private HttpServer job;

    @BeforeEach
    void startAJobWithALostSlot() throws Exception {
        job = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        job.createContext("/metrics", exchange -> {
            byte[] text = "flink_taskmanager_job_task_operator_slot_invalid{job_name=\"cdc\"} 1\n".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        job.start();
    }

    @AfterEach
    void stopTheJob() {
        job.stop(0);
    }

    @Test
    void alertOfTheRulesFiresAndNothingIsLeftAtTheEnd() throws Exception {
        assumeTrue(isInstalled(), "prometheus is not installed (Debian: apt-get install prometheus)");
        URI metrics = URI.create("http://127.0.0.1:" + job.getAddress().getPort() + "/metrics");
        URI address;
        try (PrometheusServer prometheus = PrometheusServer.start(directory, metrics, RULES)) {
            address = prometheus.address();

            await().atMost(PATIENCE).until(() -> text(address.resolve("/api/v1/alerts"))
                    .contains("\"alertname\":\"MatihSlotInvalid\",\"job_name\":\"cdc\""));
        }

        assertThat(Ports.isFree(address.getPort())).isTrue();
    }

    @Test
    void rulesThatPrometheusDoesNotTakeAreRefusedWithTheLog() throws Exception {
        assumeTrue(isInstalled(), "prometheus is not installed (Debian: apt-get install prometheus)");
        Path rules = Files.writeString(directory.resolve("rules.yaml"), "groups: 1\n");

        assertThatThrownBy(() -> PrometheusServer.start(directory, URI.create("http://127.0.0.1:1/metrics"), rules))
                .isInstanceOf(Refusal.class)
                .hasMessage("--observe: prometheus does not start; its log is " + directory.resolve("prometheus.log"));
    }

    @Test
    void machineWithoutPrometheusIsRefusedWithTheRemedy() {
        assertThatThrownBy(() -> PrometheusServer.program(directory.toString()))
                .isInstanceOf(Refusal.class)
                .hasMessage("--observe: prometheus is not installed; install it (Debian: apt-get install prometheus)"
                        + " or leave --observe out");
    }

    private static boolean isInstalled() {
        try {
            PrometheusServer.requireInstalled();
            return true;
        } catch (Refusal notInstalled) {
            return false;
        }
    }

    private static String text(URI address) throws Exception {
        try (InputStream answer = address.toURL().openStream()) {
            return new String(answer.readAllBytes(), UTF_8);
        }
    }
}
