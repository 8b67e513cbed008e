package io.matih.streaming.platform.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.matih.streaming.platform.PlatformSettings;
import io.matih.streaming.servers.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * PostgreSQL with the database {@value #NAME}: the tables, the publications and a role that may do just what the capturing
 * job needs. The server is on 127.0.0.1 only and asks nobody for a password.
 */
public final class SourceDatabase implements AutoCloseable {

    /** Name of the database. */
    public static final String NAME = "ai_service";

    private static final String ROLE = "flink_cdc";
    private static final String MAINTENANCE_DATABASE = "postgres";
    /** The tables, then what an operator of a real one runs. */
    private static final List<String> SCRIPTS = List.of("ai-service.sql", "role.sql", "agent-names.sql");

    private static final String PASSWORD_FILE = "password";

    private final EmbeddedPostgres server;
    private final Path password;

    private SourceDatabase(EmbeddedPostgres server, Path password) {
        this.server = server;
        this.password = password;
    }

    /**
     * Starts the server, on the data that it left there, and makes what is missing.
     *
     * @throws UnavailableDatabaseException when PostgreSQL does not run on this machine
     */
    public static SourceDatabase start(PlatformSettings settings) {
        Path directory = settings.postgresDirectory();
        EmbeddedPostgres server = startServer(directory, settings.ports().postgres());
        try {
            if (!exists(server)) {
                execute(server, MAINTENANCE_DATABASE, "CREATE DATABASE " + NAME);
            }
            for (String script : SCRIPTS) {
                execute(server, NAME, text(script));
            }
            return new SourceDatabase(server, passwordFile(directory));
        } catch (SQLException | RuntimeException failure) {
            server.close();
            throw new IllegalStateException(
                    "the database " + NAME + " cannot be made: " + failure.getMessage(), failure);
        }
    }

    private static EmbeddedPostgres startServer(Path directory, int port) {
        try {
            Files.createDirectories(directory.getParent());
            return EmbeddedPostgres.in(directory)
                    .port(port)
                    .setting("max_wal_senders", "6")
                    .setting("max_replication_slots", "6")
                    .setting("max_connections", "40")
                    .setting("shared_buffers", "32MB")
                    .runningUntilClosed()
                    .start();
        } catch (IOException | RuntimeException failure) {
            throw new UnavailableDatabaseException(failure);
        }
    }

    private static boolean exists(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.connect(MAINTENANCE_DATABASE);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + NAME + "'")) {
            return found.next();
        }
    }

    private static void execute(EmbeddedPostgres server, String database, String sql) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(String script) {
        try (InputStream resource = Objects.requireNonNull(SourceDatabase.class.getResourceAsStream(script), script)) {
            return new String(resource.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + script, e);
        }
    }

    /** The job must be told where its password is, although this server does not ask for it. */
    private static Path passwordFile(Path directory) {
        Path file = directory.resolveSibling(directory.getFileName() + "." + PASSWORD_FILE);
        try {
            return Files.exists(file) ? file : Files.writeString(file, ROLE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** For {@code psql}, as the superuser. */
    public String address() {
        return "postgresql://" + EmbeddedPostgres.SUPERUSER + "@" + server.host() + ":" + server.port() + "/" + NAME;
    }

    /** A new connection as the superuser. */
    public Connection connect() throws SQLException {
        return server.connect(NAME);
    }

    /** How the capturing job reaches the database, by the keys of its options. */
    public Map<String, String> jobOptions() {
        return Map.of(
                "postgres.host",
                server.host(),
                "postgres.port",
                Integer.toString(server.port()),
                "postgres.database",
                NAME,
                "postgres.user",
                ROLE,
                "postgres.password",
                "file:" + password,
                "postgres.tls-mode",
                "disable");
    }

    @Override
    public void close() {
        server.close();
    }
}
