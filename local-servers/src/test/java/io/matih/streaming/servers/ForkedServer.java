package io.matih.streaming.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/** {@link ServerMain} in a process of its own, for tests that kill it. */
final class ForkedServer implements AutoCloseable {

    private static final Duration STARTED_WITHIN = Duration.ofSeconds(60);
    private static final String READY = "ready ";

    private final Process process;
    private final String address;

    private ForkedServer(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Returns when the server serves. */
    static ForkedServer start(Path log, Map<String, String> variables, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ServerMain.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(variables);
        try {
            Process process = builder.start();
            return new ForkedServer(process, awaitAddress(process, log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return address;
    }

    /** As {@code kill -9} does. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private static String awaitAddress(Process process, Path log) {
        try {
            return Awaitility.await()
                    .atMost(STARTED_WITHIN)
                    .until(() -> addressIn(process, log), Optional::isPresent)
                    .orElseThrow();
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static Optional<String> addressIn(Process process, Path log) {
        if (!process.isAlive()) {
            throw new IllegalStateException("the server has ended: " + read(log));
        }
        return read(log)
                .lines()
                .filter(line -> line.startsWith(READY))
                .map(line -> line.substring(READY.length()))
                .findFirst();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
