package io.matih.streaming.servers.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.matih.streaming.servers.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @Test
    void takesLogicalReplicationSlotsAndKeepsThemOverRestarts(@TempDir Path directory) throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.in(directory).start()) {
            execute(postgres, "SELECT pg_create_logical_replication_slot('changes', 'pgoutput')");

            postgres.restart();

            assertThat(query(postgres, "SELECT slot_name || ' ' || plugin FROM pg_replication_slots"))
                    .isEqualTo("changes pgoutput");
        }
    }

    @Test
    void committedRowsSurviveACrashAndOpenTransactionsDoNot(@TempDir Path directory) throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.in(directory).start()) {
            int port = postgres.port();
            execute(postgres, "CREATE TABLE orders (id int)");
            execute(postgres, "INSERT INTO orders VALUES (1)");
            Connection open = postgres.connect("postgres");
            open.setAutoCommit(false);
            try (Statement statement = open.createStatement()) {
                statement.execute("INSERT INTO orders VALUES (2)");
            }

            postgres.crash();
            assertThat(Ports.isFree(port)).isTrue();
            assertThatThrownBy(open::commit).isInstanceOf(SQLException.class);
            postgres.recover();

            assertThat(postgres.port()).isEqualTo(port);
            assertThat(query(postgres, "SELECT string_agg(id::text, ',') FROM orders"))
                    .isEqualTo("1");
        }
    }

    @Test
    void directoryKeepsItsDatabasesForTheNextServer(@TempDir Path directory) throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.in(directory).start()) {
            execute(postgres, "CREATE DATABASE shop");
        }

        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.in(directory).setting("timezone", "Asia/Tokyo").start()) {
            assertThat(query(postgres, "SELECT datname FROM pg_database WHERE datname = 'shop'"))
                    .isEqualTo("shop");
            assertThat(query(postgres, "SELECT reset_val FROM pg_settings WHERE name = 'synchronous_commit'"))
                    .isEqualTo("on");
            assertThat(query(postgres, "SELECT boot_val <> setting FROM pg_settings WHERE name = 'wal_level'"))
                    .isEqualTo("t");
        }
    }

    @Test
    void serverOfAKilledProcessIsStoppedAndItsDataGoOn(@TempDir Path directory) throws Exception {
        Process owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledOwner.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = new BufferedReader(new InputStreamReader(owner.getInputStream(), UTF_8));
        int port = output.lines()
                .filter(line -> line.startsWith(KilledOwner.RUNNING))
                .mapToInt(line -> Integer.parseInt(line.substring(KilledOwner.RUNNING.length())))
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> EmbeddedPostgres.in(directory).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is in use by another program");

        owner.destroyForcibly().waitFor();
        assertThat(Ports.isFree(port)).isFalse();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.in(directory).start()) {
            assertThat(Ports.isFree(port)).isTrue();
            assertThat(query(postgres, "SELECT string_agg(id::text, ',') FROM orders"))
                    .isEqualTo("7");
        }
    }

    @Test
    void serverThatWasKilledAMomentAgoIsNamed(@TempDir Path directory) throws Exception {
        // What takes the shell's place does not ask for the exit code of the shell's child, which ends with its input.
        Process parent =
                new ProcessBuilder("sh", "-c", "exec 3<&0; cat <&3 >/dev/null & echo $!; exec sleep 60").start();
        try (BufferedReader output = new BufferedReader(new InputStreamReader(parent.getInputStream(), UTF_8))) {
            String number = output.readLine();
            Files.writeString(directory.resolve("postmaster.pid"), number + "\n");
            await().until(() -> Files.readString(Path.of("/proc", Long.toString(parent.pid()), "comm"))
                    .equals("sleep\n"));
            parent.getOutputStream().close();
            await().until(() ->
                    Files.readString(Path.of("/proc", number, "stat")).contains(") Z"));

            assertThatThrownBy(() -> EmbeddedPostgres.in(directory).start())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("PostgreSQL in " + directory + " was killed, and its process " + number
                            + " is still in the table of processes; start again in some seconds, or remove "
                            + directory.resolve("postmaster.pid"));
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void listensOnTheLoopbackInterfaceOnly(@TempDir Path directory) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.in(directory).start()) {
            assertThat(query(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(postgres, "SHOW unix_socket_directories")).isEmpty();
        }
    }

    @Test
    void takenPortIsNamedWithItsHolder(@TempDir Path directory) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> EmbeddedPostgres.in(directory).port(port).start())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("port " + port + " is taken by java (pid "
                            + ProcessHandle.current().pid() + ")");
        }
    }

    /** Starts a server, writes a row and waits to be killed. */
    static final class KilledOwner {

        static final String RUNNING = "running on ";

        private KilledOwner() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) throws Exception {
            EmbeddedPostgres postgres = EmbeddedPostgres.in(Path.of(arguments[0]))
                    .runningUntilClosed()
                    .start();
            execute(postgres, "CREATE TABLE orders (id int)");
            execute(postgres, "INSERT INTO orders VALUES (7)");
            System.out.println(RUNNING + postgres.port());
            Thread.currentThread().join();
        }
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = postgres.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = postgres.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }
}
