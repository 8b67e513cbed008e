package io.matih.streaming.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.matih.streaming.cli.demo.DemoJob;
import io.matih.streaming.cli.demo.DemoJobs;
import io.matih.streaming.iceberg.FlinkCommit;
import io.matih.streaming.platform.LocalPlatform;
import io.matih.streaming.platform.PlatformPorts;
import io.matih.streaming.platform.PlatformSettings;
import io.matih.streaming.platform.RunningJob;
import io.matih.streaming.platform.StageListener;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * This build of the change capture goes on from the savepoints of the releases before it.
 *
 * <p>Such a state is a position in two replication slots of a server that is gone. A new server gets slots of the same names
 * while its log is still shorter than the position; then the log and the numbers of transactions are wound on past it. What
 * was changed in between is before the position, and must not come; what is changed afterwards must. A first run makes the table, which is then told of the
 * commit that the state knows, or the job would refuse to write it.
 *
 * <p>Savepoints of a new release are stored as those of the other jobs are: see {@link StateCompatibilityITCase}.
 */
class ChangeStateCompatibilityITCase {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Path SAVEPOINTS = Path.of("src", "test", "resources", "savepoints", "state-transition-cdc");
    private static final String TRANSACTION = "SELECT pg_current_xact_id()";
    private static final List<String> SLOTS = List.of("flink_fsm_cdc", "flink_agent_definitions");
    private static final String NAMES = "matih.ai.agent-definitions";
    private static final Map<String, String> OVERRIDES = Map.of(
            "agent-definitions.capture", "on",
            // Transactions of a broker that is gone.
            "kafka.lost-transactions", "accept");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    static List<Path> releases() throws IOException {
        try (Stream<Path> releases = Files.list(SAVEPOINTS)) {
            return releases.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void captureGoesOnAtThePositionOfTheSavepoint(Path release) throws Exception {
        DemoJob job = job();
        Path data = directory.resolve("restored");
        try (LocalPlatform platform = platform(data);
                Connection database = platform.database().connect()) {
            for (String slot : SLOTS) {
                query(database, "SELECT pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
            }
            // Without the capture of names: the broker must know as little of the job's transactions as a new one does.
            RunningJob first = platform.startJob(job.job(), Map.of("agent-definitions.capture", "off"));
            first.awaitReading(LIMIT);
            first.cancel();
            await().atMost(LIMIT).until(() -> query(database, "SELECT count(*) FROM pg_replication_slots WHERE active")
                    .equals("0"));
            enterCommit(platform, Files.readString(release.resolve("commit")).strip());
            insert(database, "before");
            windOnPast(database, Files.readString(release.resolve("position")).strip());
            Path checkpoint = data.resolve("checkpoints")
                    .resolve(job.name())
                    .resolve("0".repeat(32))
                    .resolve("chk-1");
            // With the time of now: the platform goes on from the newest.
            FileUtils.copyDirectory(release.resolve("savepoint").toFile(), checkpoint.toFile(), false);
            RunningJob running = platform.startJob(job.job(), job.known(OVERRIDES));
            running.awaitReading(LIMIT);
            insert(database, "after");

            List<Map<String, String>> log = await().atMost(LIMIT)
                    .pollInterval(POLL)
                    .failFast("the job has ended", () -> running.state().isGloballyTerminalState())
                    .until(() -> table(platform).rows(), rows -> !rows.isEmpty());
            assertThat(log)
                    .singleElement()
                    .satisfies(row -> assertThat(row).containsEntry("op", "c").containsEntry("transition_id", "after"));
            await().atMost(LIMIT).pollInterval(POLL).until(() -> names(platform).contains("after"));
            assertThat(names(platform)).doesNotContain("before");
            assertThat(running.restarts())
                    .as(() -> running.lastFailure().orElse(""))
                    .isZero();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "savepoints.make", matches = "v\\d+")
    void makeSavepoint() throws Exception {
        DemoJob job = job();
        Path release = SAVEPOINTS.resolve(System.getProperty("savepoints.make", ""));
        FileUtils.deleteDirectory(release.toFile());
        Files.createDirectories(release);
        try (LocalPlatform platform = platform(directory.resolve("made"));
                Connection database = platform.database().connect()) {
            // A new server's log must be shorter than this.
            query(database, "SELECT pg_switch_wal()");
            insert(database, "snapshot");
            query(database, "SELECT pg_switch_wal()");
            RunningJob running = platform.startJob(job.job(), job.known(OVERRIDES));
            await().atMost(LIMIT).until(() -> table(platform).rows().size() == 1);
            insert(database, "stream");
            await().atMost(LIMIT).until(() -> table(platform).rows().size() == 2);
            await().atMost(LIMIT).until(() -> names(platform).contains("stream"));
            Path savepoint = Path.of(URI.create(running.stopWithSavepoint(directory.resolve("savepoint"))));
            FileUtils.copyDirectory(
                    savepoint.toFile(), release.resolve("savepoint").toFile());
            Files.writeString(release.resolve("commit"), newestCommit(platform) + "\n");
            Files.writeString(
                    release.resolve("position"),
                    query(database, "SELECT pg_current_wal_lsn()") + " " + query(database, TRANSACTION) + "\n");
        }
        captureGoesOnAtThePositionOfTheSavepoint(release);
    }

    private static DemoJob job() {
        return DemoJobs.named(List.of("state-transition-cdc")).get(0);
    }

    private static LocalPlatform platform(Path data) {
        return LocalPlatform.start(
                PlatformSettings.in(data)
                        .withPorts(PlatformPorts.ANY)
                        .withPostgres()
                        .withCheckpointInterval(Duration.ofSeconds(2))
                        .withParallelism(1),
                StageListener.NONE);
    }

    private static MetricsTable table(LocalPlatform platform) {
        return new MetricsTable(platform.catalog(), "state_transition_log");
    }

    private static String names(LocalPlatform platform) {
        return new Topic(platform.bootstrapServers(), NAMES).read().toString();
    }

    /** Job id and checkpoint of the newest commit. */
    private static String newestCommit(LocalPlatform platform) {
        FlinkCommit commit =
                Objects.requireNonNull(table(platform).ask(table -> FlinkCommit.of(table.currentSnapshot())));
        return commit.jobId() + " " + commit.checkpointId();
    }

    private static void enterCommit(LocalPlatform platform, String commit) {
        String[] words = commit.split(" ", -1);
        table(platform).ask(table -> {
            table.newAppend()
                    .set("flink.job-id", words[0])
                    .set("flink.max-committed-checkpoint-id", words[1])
                    .commit();
            return table;
        });
    }

    /** One row in each of the captured tables. */
    private static void insert(Connection database, String id) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("INSERT INTO fsm_state_transitions VALUES ('" + id
                    + "', 'order', 'o-1', 'acme', 'new', 'paid', null, null, null, '2024-05-14 10:00:00.123')");
            statement.execute("INSERT INTO agent_definitions VALUES ('acme', '" + id + "', 'Agent " + id + "')");
        }
    }

    /** The log goes by segments, and only when something was written to one; transactions one by one. */
    private static void windOnPast(Connection database, String position) throws SQLException {
        String[] words = position.split(" ", -1);
        while (query(database, "SELECT pg_current_wal_lsn() <= '" + words[0] + "'")
                .equals("t")) {
            query(database, "SELECT pg_logical_emit_message(false, 'wind', 'on')");
            query(database, "SELECT pg_switch_wal()");
        }
        while (Long.parseLong(query(database, TRANSACTION)) <= Long.parseLong(words[1])) {
            // Asking for its number takes one.
        }
    }

    private static String query(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
