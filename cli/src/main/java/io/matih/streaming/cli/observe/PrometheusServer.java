package io.matih.streaming.cli.observe;

import io.matih.streaming.cli.Refusal;
import io.matih.streaming.servers.Ports;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The Prometheus of this machine, as a process that watches one address with some alert rules, on a free port of 127.0.0.1. */
public final class PrometheusServer implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final int ANSWER_WITHIN_MILLIS = 2_000;
    private static final long LOOK_EVERY_MILLIS = 100;
    private static final long STOPPED_WITHIN_SECONDS = 10;

    private final Process process;
    private final URI address;
    private final Path log;

    private PrometheusServer(Process process, URI address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /**
     * Does nothing where Prometheus is installed.
     *
     * @throws Refusal when it is not
     */
    public static void requireInstalled() {
        program(System.getenv("PATH"));
    }

    static Path program(@Nullable String searchPath) {
        Optional<Path> found = Arrays.stream((searchPath == null ? "" : searchPath).split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "prometheus"))
                .filter(Files::isExecutable)
                .findFirst();
        return found.orElseThrow(
                () -> new Refusal(
                        "--observe: prometheus is not installed; install it (Debian: apt-get install prometheus) or leave --observe out"));
    }

    /**
     * Starts it and returns when it takes queries.
     *
     * @param directory for its data, configuration and log; created when absent
     * @param metrics what it looks at, every 5 seconds
     * @param rules the alert rules, in a file of Prometheus' own format
     * @throws Refusal when it is not installed or ends at once; the message names its log
     */
    public static PrometheusServer start(Path directory, URI metrics, Path rules) throws IOException {
        Files.createDirectories(directory);
        Path configuration = Files.writeString(
                directory.resolve("prometheus.yml"),
                """
                global: {scrape_interval: 5s, evaluation_interval: 5s}
                rule_files: ["%s"]
                scrape_configs:
                  - job_name: matih-demo
                    metrics_path: %s
                    static_configs: [{targets: ["%s"]}]
                """
                        .formatted(rules.toAbsolutePath().normalize(), metrics.getPath(), metrics.getAuthority()));
        String listener = "127.0.0.1:" + Ports.free();
        Path log = directory.resolve("prometheus.log");
        Process process = new ProcessBuilder(
                        program(System.getenv("PATH")).toString(),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=" + listener,
                        "--log.level=warn")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        PrometheusServer server = new PrometheusServer(process, URI.create("http://" + listener), log);
        server.awaitReady();
        return server;
    }

    /** Where its page and its queries are. */
    public URI address() {
        return address;
    }

    private void awaitReady() throws IOException {
        long deadlineNanos = System.nanoTime() + READY_WITHIN.toNanos();
        try {
            while (!isReady()) {
                if (System.nanoTime() > deadlineNanos || process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                    close();
                    throw new Refusal("--observe: prometheus does not start; its log is " + log);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            close();
            throw new IOException("interrupted while prometheus was starting", interrupted);
        }
    }

    private boolean isReady() throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) address.resolve("/-/ready").toURL().openConnection();
        connection.setConnectTimeout(ANSWER_WITHIN_MILLIS);
        connection.setReadTimeout(ANSWER_WITHIN_MILLIS);
        try {
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        } finally {
            connection.disconnect();
        }
    }

    /** Ends the process and returns when it has ended. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOPPED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().onExit().join();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly().onExit().join();
            Thread.currentThread().interrupt();
        }
    }
}
