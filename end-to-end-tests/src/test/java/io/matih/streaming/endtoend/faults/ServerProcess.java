package io.matih.streaming.endtoend.faults;

import io.matih.streaming.endtoend.JavaProcess;
import io.matih.streaming.endtoend.S3Endpoint;
import io.matih.streaming.servers.ServerMain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A server in a process of its own, which comes back on its port and its data whatever was done to it. */
final class ServerProcess implements AutoCloseable {

    private static final Duration STARTED_WITHIN = Duration.ofMinutes(2);
    private static final String READY = "ready ";

    private final String name;
    private final Path directory;
    private final List<String> command;
    private final Map<String, String> variables;
    private final Predicate<JavaProcess> ready;
    private JavaProcess process;
    private int starts;

    private ServerProcess(
            String name,
            Path directory,
            List<String> command,
            Map<String, String> variables,
            Predicate<JavaProcess> ready) {
        this.name = name;
        this.directory = directory;
        this.command = command;
        this.variables = variables;
        this.ready = ready;
        this.process = begin();
    }

    /**
     * Starts a server, and returns when it serves.
     *
     * @param kind as {@link ServerMain} knows it
     * @param directory for its data, which exists, and for what it prints
     * @param variables of its environment
     */
    static ServerProcess start(String kind, Path directory, List<String> arguments, Map<String, String> variables) {
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
        return started(new ServerProcess(kind, directory, command, variables, ServerProcess::saysThatItIsReady));
    }

    /** Starts an object store with this bucket, and returns when it serves. */
    static ServerProcess startObjectStore(Path directory, int port, String bucket) {
        List<String> command = S3Endpoint.command(directory.resolve("s3"), port, bucket);
        return started(new ServerProcess("s3", directory, command, Map.of(), process -> S3Endpoint.listens(port)));
    }

    private static ServerProcess started(ServerProcess server) {
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
        return JavaProcess.start(name + "-" + ++starts, directory, command, variables);
    }

    private void awaitReady() {
        Awaitility.await(name + " serves")
                .atMost(STARTED_WITHIN)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(name + " has ended: " + process.errors());
                    }
                    return ready.test(process);
                });
    }

    private static boolean saysThatItIsReady(JavaProcess process) {
        return process.output().startsWith(READY) || process.output().contains("\n" + READY);
    }
}
