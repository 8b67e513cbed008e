package io.matih.streaming.endtoend.faults;

import io.matih.streaming.endtoend.JavaProcess;
import io.matih.streaming.servers.ServerMain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A server in a process of its own, which comes back on its port and its data whatever was done to it. */
final class ServerProcess implements AutoCloseable {

    private static final Duration STARTED_WITHIN = Duration.ofMinutes(2);
    private static final String READY = "ready ";

    private final String kind;
    private final Path directory;
    private final List<String> arguments;
    private JavaProcess process;
    private int starts;

    private ServerProcess(String kind, Path directory, List<String> arguments) {
        this.kind = kind;
        this.directory = directory;
        this.arguments = arguments;
        this.process = begin();
    }

    /**
     * Starts a server, and returns when it serves.
     *
     * @param kind as {@link ServerMain} knows it
     * @param directory for its data, which exists, and for what it prints
     */
    static ServerProcess start(String kind, Path directory, List<String> arguments) {
        ServerProcess server = new ServerProcess(kind, directory, arguments);
        try {
            server.awaitReady();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Ends it as {@code kill -9} does, and returns when it has ended. */
    void kill() {
        process.close();
    }

    /** Starts it after it has ended, and returns when it serves. */
    void startAgain() {
        process = begin();
        awaitReady();
    }

    /** Lets it do nothing until {@link #goOn()}. */
    void pause() {
        process.pause();
    }

    /** Wakes it. */
    void goOn() {
        process.goOn();
    }

    @Override
    public void close() {
        process.close();
    }

    private JavaProcess begin() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                ServerMain.class.getName(),
                kind,
                "--directory",
                directory.resolve(kind).toString()));
        command.addAll(arguments);
        return JavaProcess.start(kind + "-" + ++starts, directory, command, Map.of());
    }

    private void awaitReady() {
        Awaitility.await(kind + " serves")
                .atMost(STARTED_WITHIN)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(kind + " has ended: " + process.errors());
                    }
                    return process.output().startsWith(READY)
                            || process.output().contains("\n" + READY);
                });
    }
}
