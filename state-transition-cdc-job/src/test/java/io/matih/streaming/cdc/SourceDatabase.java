package io.matih.streaming.cdc;

import io.matih.streaming.cdc.database.Capture;
import io.matih.streaming.cdc.database.Database;
import io.matih.streaming.cdc.database.TlsMode;
import io.matih.streaming.options.SecretReference;
import io.matih.streaming.servers.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A real server with the source table as the contract has it, a role that may do just enough, and the publication. */
final class SourceDatabase implements AutoCloseable {

    static final String NAME = "ai_service";
    static final String ROLE = "flink_cdc";

    private static final int POOLED = 2;

    static final Capture CAPTURE = new Capture("public", "fsm_state_transitions", "flink_fsm_cdc", "flink_fsm_cdc");

    private static final String TABLE =
            """
            CREATE TABLE public.fsm_state_transitions (
                id text COLLATE "en-x-icu" PRIMARY KEY, entity_type text NOT NULL, entity_id text NOT NULL, tenant_id text NOT NULL,
                from_state text NOT NULL, to_state text NOT NULL, triggered_by text, trigger_reason text, metadata text,
                created_at timestamp(3) NOT NULL)""";

    private final EmbeddedPostgres server;

    private SourceDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    static SourceDatabase in(Path directory) throws SQLException {
        return start(EmbeddedPostgres.in(directory).start());
    }

    static SourceDatabase start(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + NAME);
            statement.execute("CREATE ROLE " + ROLE + " LOGIN REPLICATION");
        }
        SourceDatabase database = new SourceDatabase(server);
        database.execute(
                TABLE,
                "ALTER TABLE public.fsm_state_transitions REPLICA IDENTITY FULL",
                "GRANT SELECT ON public.fsm_state_transitions TO " + ROLE,
                "CREATE PUBLICATION flink_fsm_cdc FOR TABLE public.fsm_state_transitions");
        return database;
    }

    /** As the job reaches it; the server asks for no password. */
    Database asJob() {
        return asJob(SecretReference.parse("env:PATH"));
    }

    Database asJob(SecretReference password) {
        return new Database(server.host(), server.port(), NAME, ROLE, password, TlsMode.DISABLE);
    }

    EmbeddedPostgres server() {
        return server;
    }

    Connection connect() throws SQLException {
        return server.connect(NAME);
    }

    /** Each statement in a transaction of its own. */
    void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    String query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    /** Waits until the job, which has ended, has left no connection behind but those of its pool. */
    void awaitFewConnections() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() ->
                        Integer.parseInt(query("SELECT count(*) FROM pg_stat_activity WHERE usename = '" + ROLE + "'"))
                                <= POOLED);
    }

    @Override
    public void close() {
        server.close();
    }
}
