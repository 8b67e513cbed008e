package io.matih.streaming.cli.reconcile.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.cli.Refusal;
import io.matih.streaming.cli.reconcile.Progress;
import io.matih.streaming.options.Settings;
import io.matih.streaming.servers.catalog.RestCatalogServer;
import io.matih.streaming.servers.postgres.EmbeddedPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real database, and a log that the test writes: right at first, then spoiled in one way at a time. */
class ChangeReconciliationITCase {

    private static final String SLOT = "flink_fsm_cdc";
    private static final String TABLE =
            """
            CREATE TABLE fsm_state_transitions (id text PRIMARY KEY, entity_type text NOT NULL, entity_id text NOT NULL,
                tenant_id text NOT NULL, from_state text NOT NULL, to_state text NOT NULL, triggered_by text,
                trigger_reason text, metadata text, created_at timestamp(3) NOT NULL)""";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedPostgres postgres;

    @SuppressWarnings("NullAway.Init")
    private static RestCatalogServer catalog;

    @SuppressWarnings("NullAway.Init")
    private Connection connection;

    @SuppressWarnings("NullAway.Init")
    private TransitionLog log;

    @BeforeAll
    static void startServers() {
        postgres = EmbeddedPostgres.in(directory.resolve("postgres")).start();
        catalog = RestCatalogServer.in(directory.resolve("catalog")).start();
    }

    @AfterAll
    static void stopServers() {
        catalog.close();
        postgres.close();
    }

    /** Three rows read by the snapshot, of which one is updated and one deleted, and two that come afterwards. */
    @BeforeEach
    void changeTableAndWriteLog() throws Exception {
        connection = postgres.connect("postgres");
        execute(TABLE);
        execute("SELECT pg_create_logical_replication_slot('" + SLOT + "', 'pgoutput')");
        log = new TransitionLog(catalog.uri());
        for (String id : List.of("t1", "t2", "t3")) {
            insert(id, "open");
            log.add(id, "r", null, null, 1, "open");
        }
        change("UPDATE fsm_state_transitions SET to_state = 'done' WHERE id = 't1'", "t1", "u", 2, "done");
        change("DELETE FROM fsm_state_transitions WHERE id = 't2'", "t2", "d", 3, "open");
        change(insertion("t4", "open"), "t4", "c", 4, "open");
        change(insertion("t5", "new"), "t5", "c", 5, "new");
        log.commit();
    }

    @AfterEach
    void removeTable() throws Exception {
        execute("SELECT pg_drop_replication_slot('" + SLOT + "')");
        execute("DROP TABLE fsm_state_transitions");
        connection.close();
        log.drop();
    }

    @Test
    void replayedLogIsTheTable() throws Exception {
        ChangeReport report = reconcile(1);

        assertThat(report.isEqual()).isTrue();
        assertThat(report.differences().rows()).isEqualTo(4);
        assertThat(report.differences().changes()).isEqualTo(7);
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void changeThatIsNotInTheLogIsNamed() throws Exception {
        execute(insertion("t6", "open"));
        execute("UPDATE fsm_state_transitions SET to_state = 'lost', metadata = 'm' WHERE id = 't5'");
        execute("DELETE FROM fsm_state_transitions WHERE id = 't3'");

        assertFindings(
                1,
                "t6: in the table, but not in the log",
                "t3: not in the table, but the log's last change is r",
                "t5: the log has another to_state, metadata");
    }

    @Test
    void changeThatIsInTheLogTwiceIsNamed() throws Exception {
        log.repeatLast().commit();
        Object position = log.lastLsn();
        log.add("t3", "r", null, null, 9, "open").commit();

        assertFindings(
                1,
                "t3: the row was read by 2 snapshots of 1",
                "t5: change c at " + position + " is in the log 2 times");
    }

    @Test
    void secondSnapshotStartsAnew() throws Exception {
        for (String id : List.of("t1", "t3", "t4", "t5")) {
            log.add(id, "r", null, null, 9, id.equals("t1") ? "done" : id.equals("t5") ? "new" : "open");
        }
        log.commit();

        assertThat(reconcile(2).isEqual()).isTrue();
    }

    @Test
    void changesAfterTheSnapshotOfTheTableDoNotCount() throws Exception {
        try (Connection other = postgres.connect("postgres");
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(insertion("t7", "open"));
            log.add("t7", "c", position(), transactionOf(other), 10, "open").commit();

            assertThat(reconcile(1).isEqual()).isTrue();
            other.rollback();
        }
    }

    @Test
    void jobThatIsBehindIsWaitedForAndRefused() throws Exception {
        execute(insertion("t8", "open"));

        assertThatThrownBy(() -> reconcile(1, Duration.ofSeconds(1)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("the replication slot flink_fsm_cdc did not come to")
                .hasMessageContaining("is the job running?");
    }

    @Test
    void serverThatDoesNotAnswerIsRefusedInOneLine() {
        Settings settings = settings(Map.of("postgres.port", "1"));

        assertThatThrownBy(() -> new ChangeReconciliation(settings, 1, Duration.ZERO, progress()).run())
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("postgres at 127.0.0.1:1 cannot be read: ");
    }

    private void assertFindings(int snapshots, String... findings) throws Exception {
        ChangeReport report = reconcile(snapshots);
        assertThat(report.isEqual()).isFalse();
        assertThat(report.differences().first().map(row -> row.id() + ": " + row.what()))
                .containsExactly(findings);
        assertThat(report.text()).startsWith("state-transition-cdc  DIFFERENT  ");
    }

    /** As beside a running job, which moves the slot all the time. */
    private ChangeReport reconcile(int snapshots) throws Exception {
        ScheduledExecutorService job = Executors.newSingleThreadScheduledExecutor();
        try (Connection own = postgres.connect("postgres")) {
            ScheduledFuture<?> moving =
                    job.scheduleWithFixedDelay(() -> moveSlotToTheEnd(own), 0, 100, TimeUnit.MILLISECONDS);
            try {
                return reconcile(snapshots, Duration.ofSeconds(60));
            } finally {
                moving.cancel(false);
                job.shutdown();
                assertThat(job.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private ChangeReport reconcile(int snapshots, Duration patience) throws Exception {
        return new ChangeReconciliation(settings(Map.of()), snapshots, patience, progress())
                .withCommitPatience(Duration.ZERO)
                .run();
    }

    private static Progress progress() {
        return new Progress(new PrintWriter(new StringWriter()));
    }

    private Settings settings(Map<String, String> more) {
        Map<String, String> values = new LinkedHashMap<>(Map.of(
                "postgres.host",
                postgres.host(),
                "postgres.port",
                Integer.toString(postgres.port()),
                "postgres.database",
                "postgres",
                "postgres.user",
                EmbeddedPostgres.SUPERUSER,
                "postgres.password",
                "file:/dev/null",
                "iceberg.catalog.uri",
                catalog.uri().toString(),
                "iceberg.auth",
                "none",
                "iceberg.storage-credentials",
                "ambient"));
        values.putAll(more);
        return Settings.parse(
                ChangeOptions.ALL,
                Map.of(),
                values.entrySet().stream()
                        .map(value -> "--" + value.getKey() + "=" + value.getValue())
                        .toList());
    }

    private void insert(String id, String state) throws SQLException {
        execute(insertion(id, state));
    }

    private static String insertion(String id, String state) {
        return "INSERT INTO fsm_state_transitions VALUES ('" + id
                + "', 'order', 'o1', 'acme', 'none', '" + state
                + "', NULL, 'why', NULL, TIMESTAMP '1969-12-31 23:59:59.123')";
    }

    private void change(String sql, String id, String operation, int captured, String state) throws Exception {
        connection.setAutoCommit(false);
        execute(sql);
        long transaction = transactionOf(connection);
        long position = position();
        connection.commit();
        connection.setAutoCommit(true);
        log.add(id, operation, position, transaction, captured, state);
    }

    private static long transactionOf(Connection connection) throws SQLException {
        return number(connection, "SELECT pg_current_xact_id()::text::bigint");
    }

    private long position() throws SQLException {
        return number(connection, "SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn");
    }

    private static void moveSlotToTheEnd(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_replication_slot_advance('" + SLOT + "', pg_current_wal_flush_lsn())");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
