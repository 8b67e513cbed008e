package io.matih.streaming.servers.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** One run of a server on its data directory. */
final class ServerProcess {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final EmbeddedPostgres server;
    private final Path directory;

    private ServerProcess(EmbeddedPostgres server, Path directory) {
        this.server = server;
        this.directory = directory;
    }

    static ServerProcess start(Path directory, int port, Map<String, String> settings, AtExit atExit) {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(atExit == AtExit.STOPS)
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

    void crash() {
        try {
            Postmaster.of(directory).ifPresent(postmaster -> postmaster.end(Postmaster.Shutdown.IMMEDIATE));
            // Gives the lock on the directory back.
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL in " + directory + " cannot be ended", e);
        }
    }

    /** What becomes of the server when this process exits while the server runs. */
    enum AtExit {
        STOPS,
        RUNS_ON
    }
}
