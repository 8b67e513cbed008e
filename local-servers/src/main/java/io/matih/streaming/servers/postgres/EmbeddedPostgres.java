package io.matih.streaming.servers.postgres;

import io.matih.streaming.servers.Ports;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * A real PostgreSQL server in processes of its own, listening on the loopback interface only, ready for logical replication.
 *
 * <pre>{@code
 * try (EmbeddedPostgres postgres = EmbeddedPostgres.in(directory).start();
 *         Connection connection = postgres.connect("postgres")) {
 *     …
 * }
 * }</pre>
 *
 * <p>The directory is initialized when it is new; when it holds a server's data already, databases and replication slots
 * are as they were. Everyone on this machine may log in as anybody, without a password. What was committed survives
 * {@link #crash()}, but not a failure of the operating system, because nothing is forced to disk.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    /** The superuser. */
    public static final String SUPERUSER = "postgres";

    private static final String HOST = "127.0.0.1";

    private final Path directory;
    private final int port;
    private final Map<String, String> settings;
    private final ServerProcess.AtExit atExit;
    private ServerProcess server;

    private EmbeddedPostgres(Path directory, int port, Map<String, String> settings, ServerProcess.AtExit atExit) {
        this.directory = directory;
        this.port = port;
        this.settings = settings;
        this.atExit = atExit;
        this.server = ServerProcess.start(directory, port, settings, atExit);
    }

    /** Prepares a server that keeps its data in the directory, which is created when absent. */
    public static Builder in(Path directory) {
        return new Builder(directory);
    }

    /**
     * Stops a server that still runs on the directory because the process that had started it was killed. Does nothing
     * when none does.
     *
     * @throws IllegalStateException when the process that has started it is alive
     */
    public static void stopAbandoned(Path directory) {
        Postmaster.stopAbandoned(directory);
    }

    /** The address that the server listens on. */
    public String host() {
        return HOST;
    }

    /** The port that the server listens on, also after a restart. */
    public int port() {
        return port;
    }

    /** The JDBC URL of a database, for example {@code jdbc:postgresql://127.0.0.1:5432/orders}. */
    public String url(String database) {
        return "jdbc:postgresql://" + HOST + ":" + port + "/" + database;
    }

    /** A new connection to a database as the superuser. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), SUPERUSER, "");
    }

    /** Stops the server in good order and starts it again on the same port. */
    public void restart() {
        server.stop();
        server = ServerProcess.start(directory, port, settings, atExit);
    }

    /** Ends all processes of the server at once, without a checkpoint. */
    public void crash() {
        server.crash();
    }

    /** Starts the server after {@link #crash()}, on the same port; it recovers from its log. */
    public void recover() {
        server = ServerProcess.start(directory, port, settings, atExit);
    }

    /** Stops the server; the data stays. Closing again does nothing. */
    @Override
    public void close() {
        server.stop();
    }

    /** What to start. */
    public static final class Builder {

        private final Path directory;
        private final Map<String, String> settings = new TreeMap<>(Map.of(
                "wal_level", "logical",
                "listen_addresses", HOST,
                "unix_socket_directories", "",
                "synchronous_commit", "on",
                "max_wal_senders", "20",
                "max_replication_slots", "20"));
        private ServerProcess.AtExit atExit = ServerProcess.AtExit.STOPS;
        private int port;

        private Builder(Path directory) {
            this.directory = directory;
        }

        /** Port to listen on; 0, the default, takes any free one. */
        public Builder port(int listenPort) {
            this.port = listenPort;
            return this;
        }

        /** One of the server's own settings, such as {@code timezone}; a value with blanks is not possible. */
        public Builder setting(String name, String value) {
            settings.put(name, value);
            return this;
        }

        /** Leaves the server running when the process is asked to exit, for a caller that then closes it itself, in its turn. */
        public Builder runningUntilClosed() {
            atExit = ServerProcess.AtExit.RUNS_ON;
            return this;
        }

        /**
         * Starts the server and returns when it takes connections. A server that was left on the directory by a killed
         * process is stopped before.
         *
         * @throws IllegalStateException when the port is taken
         * @throws UncheckedIOException when the server does not start
         */
        public EmbeddedPostgres start() {
            stopAbandoned(directory);
            Ports.requireFree(port);
            return new EmbeddedPostgres(directory, port == 0 ? Ports.free() : port, settings, atExit);
        }
    }
}
