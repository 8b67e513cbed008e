package io.matih.streaming.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.cdc.change.StateTransition;
import io.matih.streaming.cdc.change.TransitionDeserializer;
import io.matih.streaming.cdc.database.Capture;
import io.matih.streaming.cdc.database.DatabaseCheck;
import io.matih.streaming.cdc.database.MissingSlot;
import io.matih.streaming.cdc.definitions.DefinitionColumns;
import io.matih.streaming.cdc.source.ExactSource;
import io.matih.streaming.cdc.source.ReadSettings;
import io.matih.streaming.job.StartupRefusedException;
import io.matih.streaming.options.SecretReference;
import io.matih.streaming.servers.postgres.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One line for each thing that is not as the job needs it. */
class DatabaseCheckITCase {

    private static final String TABLE = "public.fsm_state_transitions";

    @SuppressWarnings("NullAway.Init") // before all tests
    static Path directory;

    @SuppressWarnings("NullAway.Init") // before all tests
    static SourceDatabase database;

    @BeforeAll
    static void start(@TempDir Path temporary) throws SQLException {
        directory = temporary;
        database = SourceDatabase.in(directory);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    private static void refuses(String... lines) {
        assertThatThrownBy(() -> check(database))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessage(String.join("\n", lines));
    }

    private static void check(SourceDatabase checked) {
        new DatabaseCheck(checked.asJob(), SourceDatabase.CAPTURE).require(MissingSlot.CREATE);
    }

    /** Changes the database for one refusal and back. */
    private static void refusesAfter(String change, String back, String... lines) throws SQLException {
        database.execute(change);
        try {
            refuses(lines);
        } finally {
            database.execute(back);
        }
    }

    @Test
    void databaseOfTheContractIsAccepted() {
        assertThatCode(() -> check(database)).doesNotThrowAnyException();
    }

    @Test
    void tableIsChecked() throws SQLException {
        refusesAfter(
                "ALTER TABLE fsm_state_transitions REPLICA IDENTITY DEFAULT",
                "ALTER TABLE fsm_state_transitions REPLICA IDENTITY FULL",
                "table " + TABLE
                        + ": expected REPLICA IDENTITY FULL, because without it deleted rows and unchanged long"
                        + " values are not in the change stream; ALTER TABLE " + TABLE + " REPLICA IDENTITY FULL");
        refusesAfter(
                "ALTER TABLE fsm_state_transitions RENAME metadata TO meta",
                "ALTER TABLE fsm_state_transitions RENAME meta TO metadata",
                "table " + TABLE + ": expected a column metadata of type text, but it is missing");
        refusesAfter(
                "ALTER TABLE fsm_state_transitions ALTER created_at TYPE text",
                "ALTER TABLE fsm_state_transitions ALTER created_at TYPE timestamp(3) USING created_at::timestamp",
                "table " + TABLE + ": expected column created_at of type timestamp, but it is text");
        refusesAfter(
                "ALTER TABLE fsm_state_transitions DROP CONSTRAINT fsm_state_transitions_pkey",
                "ALTER TABLE fsm_state_transitions ADD CONSTRAINT fsm_state_transitions_pkey PRIMARY KEY (id)",
                "table " + TABLE + ": expected the primary key (id), but it is ()");
        refusesAfter(
                "REVOKE SELECT ON fsm_state_transitions FROM flink_cdc",
                "GRANT SELECT ON fsm_state_transitions TO flink_cdc",
                "table " + TABLE
                        + ": expected the privilege to read it; GRANT USAGE ON SCHEMA public and GRANT SELECT ON "
                        + TABLE);
    }

    @Test
    void tableOfNamesIsCheckedInTheSameWay() throws SQLException {
        Capture names = new Capture("public", "agent_definitions", "names", "flink_agent_definitions");
        DatabaseCheck check = new DatabaseCheck(
                database.asJob(), names, new DefinitionColumns("tenant_id", "agent_id", "name", "updated_at").shape());
        DefinitionsDatabase.createIn(database);
        assertThatCode(() -> check.require(MissingSlot.CREATE)).doesNotThrowAnyException();

        database.execute(
                "ALTER TABLE agent_definitions REPLICA IDENTITY DEFAULT, DROP CONSTRAINT agent_definitions_pkey,"
                        + " ADD PRIMARY KEY (agent_id, tenant_id), ALTER name TYPE bytea USING null",
                "ALTER PUBLICATION flink_agent_definitions ADD TABLE fsm_state_transitions");

        assertThatThrownBy(() -> check.require(MissingSlot.REFUSE))
                .isInstanceOf(StartupRefusedException.class)
                .message()
                .satisfies(message -> assertThat(message.lines())
                        .satisfiesExactly(
                                line -> assertThat(line)
                                        .isEqualTo("table public.agent_definitions: expected column name of type text,"
                                                + " but it is bytea"),
                                line -> assertThat(line)
                                        .isEqualTo("table public.agent_definitions: expected the primary key"
                                                + " (tenant_id, agent_id), but it is (agent_id, tenant_id)"),
                                line -> assertThat(line)
                                        .startsWith("table public.agent_definitions: expected REPLICA IDENTITY FULL"),
                                line -> assertThat(line)
                                        .startsWith("publication flink_agent_definitions: expected the table"
                                                + " public.agent_definitions alone"),
                                line -> assertThat(line).startsWith("replication slot names does not exist")));
    }

    @Test
    void missingTableIsNamed() {
        Capture other = new Capture("public", "nothing", "flink_fsm_cdc", "flink_fsm_cdc");

        assertThatThrownBy(() -> new DatabaseCheck(database.asJob(), other).require(MissingSlot.CREATE))
                .hasMessageStartingWith("table public.nothing does not exist\n");
    }

    @Test
    void publicationHoldsThisTableAlone() throws SQLException {
        database.execute("CREATE TABLE other (id int PRIMARY KEY)");
        refusesAfter(
                "ALTER PUBLICATION flink_fsm_cdc ADD TABLE other",
                "ALTER PUBLICATION flink_fsm_cdc DROP TABLE other",
                "publication flink_fsm_cdc: expected the table " + TABLE + " alone, but it holds " + TABLE
                        + ", public.other");
        refusesAfter(
                "ALTER PUBLICATION flink_fsm_cdc SET (publish = 'insert')",
                "ALTER PUBLICATION flink_fsm_cdc SET (publish = 'insert, update, delete, truncate')",
                "publication flink_fsm_cdc: expected insert, update, delete and truncate, but it leaves some of them out");
        refusesAfter(
                "ALTER PUBLICATION flink_fsm_cdc SET TABLE fsm_state_transitions WHERE (id <> 'a')",
                "ALTER PUBLICATION flink_fsm_cdc SET TABLE fsm_state_transitions",
                "publication flink_fsm_cdc: expected all rows and columns of " + TABLE
                        + ", but it leaves some of them out");
        refusesAfter(
                "ALTER PUBLICATION flink_fsm_cdc RENAME TO gone",
                "ALTER PUBLICATION gone RENAME TO flink_fsm_cdc",
                "publication flink_fsm_cdc does not exist; CREATE PUBLICATION flink_fsm_cdc FOR TABLE " + TABLE);
        database.execute("DROP PUBLICATION flink_fsm_cdc", "CREATE PUBLICATION flink_fsm_cdc FOR ALL TABLES");
        refusesAfter(
                "SELECT 1",
                "DROP PUBLICATION flink_fsm_cdc",
                "publication flink_fsm_cdc: expected the table " + TABLE + " alone, but it holds all tables");
        database.execute("CREATE PUBLICATION flink_fsm_cdc FOR TABLE fsm_state_transitions", "DROP TABLE other");
    }

    @Test
    void slotIsOfTheRightKindOrMayBeMade() throws SQLException {
        refusesAfter(
                "SELECT pg_create_logical_replication_slot('flink_fsm_cdc', 'test_decoding')",
                "SELECT pg_drop_replication_slot('flink_fsm_cdc')",
                "replication slot flink_fsm_cdc: expected one of pgoutput in ai_service, but it is of test_decoding in"
                        + " ai_service");
        assertThatThrownBy(
                        () -> new DatabaseCheck(database.asJob(), SourceDatabase.CAPTURE).require(MissingSlot.REFUSE))
                .hasMessage(
                        "replication slot flink_fsm_cdc does not exist, and the job may not create one (it is started"
                                + " from a savepoint, or cdc.missing-slot is refuse); for a new snapshot start the job without"
                                + " state (see docs/cdc.md, \"A lost slot\")");
    }

    @Test
    void roleMayReplicate() throws SQLException {
        refusesAfter(
                "ALTER ROLE flink_cdc NOREPLICATION",
                "ALTER ROLE flink_cdc REPLICATION",
                "role flink_cdc: expected the attribute REPLICATION; ALTER ROLE flink_cdc REPLICATION");
    }

    @Test
    void serverKeepsALogicalLog(@TempDir Path other) throws SQLException {
        try (SourceDatabase replica = SourceDatabase.start(
                EmbeddedPostgres.in(other).setting("wal_level", "replica").start())) {
            assertThatThrownBy(() -> check(replica))
                    .hasMessage("database ai_service at 127.0.0.1:"
                            + replica.server().port()
                            + ": expected wal_level = logical, but it is replica; change it and restart the server");
        }
    }

    @Test
    void passwordIsReadFromItsReferenceAtLoginAndIsNotInTheSource(@TempDir Path secrets) throws Exception {
        Path hostRules = directory.resolve("pg_hba.conf");
        String rules = Files.readString(hostRules);
        Path file = Files.writeString(secrets.resolve("password"), "pass word&1\n");
        SecretReference reference = SecretReference.parse("file:" + file);
        database.execute("ALTER ROLE flink_cdc PASSWORD 'pass word&1'");
        Files.writeString(hostRules, "host all flink_cdc 127.0.0.1/32 scram-sha-256\n" + rules);
        database.execute("SELECT pg_reload_conf()");
        DatabaseCheck check = new DatabaseCheck(database.asJob(reference), SourceDatabase.CAPTURE);
        try {
            assertThatCode(() -> check.require(MissingSlot.CREATE)).doesNotThrowAnyException();
            Files.writeString(file, "guessed");
            assertThatThrownBy(() -> check.require(MissingSlot.CREATE))
                    .isInstanceOf(StartupRefusedException.class)
                    .hasMessageContaining("cannot be used as flink_cdc: FATAL: password authentication failed")
                    .hasMessageNotContaining("guessed");
        } finally {
            Files.writeString(hostRules, rules);
            database.execute("SELECT pg_reload_conf()");
        }
        ExactSource<StateTransition> source = ExactSource.of(
                database.asJob(reference),
                SourceDatabase.CAPTURE,
                new ReadSettings(10, 10, Duration.ofSeconds(1)),
                new TransitionDeserializer(Clock.systemUTC()));

        assertThat(new String(InstantiationUtil.serializeObject(source), StandardCharsets.ISO_8859_1))
                .contains("file:" + file)
                .doesNotContain("pass word&1")
                .doesNotContain("guessed");
    }
}
