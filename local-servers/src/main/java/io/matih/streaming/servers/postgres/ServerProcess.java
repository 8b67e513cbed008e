package io.matih.streaming.servers.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One run of a server on its data directory. */
final class ServerProcess {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final long EXIT_TIMEOUT_SECONDS = 30;

    private final EmbeddedPostgres server;
    private final Path directory;

    private ServerProcess(EmbeddedPostgres server, Path directory) {
        this.server = server;
        this.directory = directory;
    }

    static ServerProcess start(Path directory, int port, Map<String, String> settings) {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(START_TIMEOUT);
        settings.forEach(builder::setServerConfig);
        try {
            return new ServerProcess(builder.start(), directory);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL in " + directory + " does not start on port " + port, e);
        }
    }

    void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL in " + directory + " cannot be stopped", e);
        }
    }

    /** The signal for an immediate shutdown; the main process takes all others with it. */
    void crash() {
        try {
            long pid = Long.parseLong(Files.readAllLines(directory.resolve("postmaster.pid"))
                    .get(0)
                    .strip());
            Optional<ProcessHandle> main = ProcessHandle.of(pid);
            new ProcessBuilder("kill", "-QUIT", Long.toString(pid)).start().waitFor();
            if (main.isPresent()) {
                main.get().onExit().get(EXIT_TIMEOUT_SECONDS, TimeUnit.SECONDS);
            }
            // Gives the lock on the directory back.
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL in " + directory + " cannot be ended", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("PostgreSQL in " + directory + " did not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while PostgreSQL in " + directory + " was ending", e);
        }
    }
}
