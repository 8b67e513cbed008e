package io.debezium.connector.postgresql.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.connector.postgresql.connection.ReplicationMessage.Operation;
import io.matih.streaming.servers.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/** What Debezium's own locator does to the messages of a real server after a restore, and what ours does. */
class WalPositionLocatorITCase {

    private static final int TRANSACTIONS = 3;

    @Test
    void debeziumsLocatorDropsTheFirstTransactionAfterTheRestoredCommitAndOursDoesNot(@TempDir Path directory)
            throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.in(directory).start()) {
            execute(
                    server,
                    "CREATE TABLE orders (id int PRIMARY KEY)",
                    "CREATE PUBLICATION orders FOR TABLE orders",
                    "SELECT pg_create_logical_replication_slot('orders', 'pgoutput')",
                    "INSERT INTO orders VALUES (1)",
                    "INSERT INTO orders VALUES (2)",
                    "INSERT INTO orders VALUES (3)",
                    "INSERT INTO orders VALUES (4)");
            List<Message> fromTheBeginning = read(server, "0/0", TRANSACTIONS + 1);
            Lsn endOfFirstCommit = fromTheBeginning.stream()
                    .filter(message -> message.type() == 'C')
                    .findFirst()
                    .orElseThrow()
                    .lsn();

            List<Message> afterRestore = read(server, endOfFirstCommit.asString(), TRANSACTIONS);

            assertThat(rows(afterRestore)).hasSize(TRANSACTIONS);
            assertThat(afterRestore.get(0).lsn())
                    .as("the next transaction begins where the restored commit ended")
                    .isEqualTo(endOfFirstCommit);
            assertThat(passed(debeziumsLocator(endOfFirstCommit), afterRestore)).hasSize(TRANSACTIONS - 1);
            assertThat(passed(new WalPositionLocator(endOfFirstCommit, endOfFirstCommit), afterRestore))
                    .hasSize(TRANSACTIONS);
        }
    }

    /** One message of the change stream: its type in the protocol, and its position. */
    private record Message(char type, Lsn lsn) {}

    private static List<Message> rows(List<Message> messages) {
        return messages.stream().filter(message -> message.type() == 'I').toList();
    }

    /** Rows that are left when a locator is used as Debezium does: search, connect again, filter. */
    private static List<Message> passed(Object locator, List<Message> messages) throws ReflectiveOperationException {
        Class<?> type = locator.getClass();
        if ((boolean) type.getMethod("searchingEnabled").invoke(locator)) {
            for (Message message : messages) {
                Optional<?> found = (Optional<?>) type.getMethod("resumeFromLsn", Lsn.class, ReplicationMessage.class)
                        .invoke(locator, message.lsn(), decoded(message));
                if (found.isPresent()) {
                    break;
                }
            }
            type.getMethod("enableFiltering").invoke(locator);
        }
        List<Message> passed = new ArrayList<>();
        for (Message row : rows(messages)) {
            if (!(boolean) type.getMethod("skipMessage", Lsn.class).invoke(locator, row.lsn())) {
                passed.add(row);
            }
        }
        return passed;
    }

    private static ReplicationMessage decoded(Message message) {
        return switch (message.type()) {
            case 'B' -> new TransactionMessage(Operation.BEGIN, 1, Instant.EPOCH);
            case 'C' -> new TransactionMessage(Operation.COMMIT, 1, Instant.EPOCH);
            default -> new ReplicationMessage.NoopMessage(1L, Instant.EPOCH);
        };
    }

    /** The class of the JAR, which ours hides. */
    private static Object debeziumsLocator(Lsn position) throws Exception {
        String name = WalPositionLocator.class.getName();
        ClassLoader loader = new ClassLoader(WalPositionLocatorITCase.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String className, boolean resolve) throws ClassNotFoundException {
                if (!className.startsWith(name) || className.endsWith("ITCase")) {
                    return super.loadClass(className, resolve);
                }
                Class<?> loaded = findLoadedClass(className);
                if (loaded != null) {
                    return loaded;
                }
                byte[] bytes = hidden(className);
                return defineClass(className, bytes, 0, bytes.length);
            }
        };
        return loader.loadClass(name).getConstructor(Lsn.class, Lsn.class).newInstance(position, position);
    }

    private static byte[] hidden(String className) throws ClassNotFoundException {
        try {
            URL inJar = Collections.list(WalPositionLocatorITCase.class
                            .getClassLoader()
                            .getResources(className.replace('.', '/') + ".class"))
                    .stream()
                    .filter(url -> url.toString().contains("debezium-connector-postgres"))
                    .findFirst()
                    .orElseThrow();
            try (InputStream bytes = inJar.openStream()) {
                return bytes.readAllBytes();
            }
        } catch (IOException e) {
            throw new ClassNotFoundException(className, e);
        }
    }

    private static void execute(EmbeddedPostgres server, String... statements) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<Message> read(EmbeddedPostgres server, String from, int commits) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", EmbeddedPostgres.SUPERUSER);
        properties.setProperty("replication", "database");
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("assumeMinServerVersion", "14");
        List<Message> messages = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(server.url("postgres"), properties);
                PGReplicationStream stream = connection
                        .unwrap(PGConnection.class)
                        .getReplicationAPI()
                        .replicationStream()
                        .logical()
                        .withSlotName("orders")
                        .withStartPosition(LogSequenceNumber.valueOf(from))
                        .withSlotOption("proto_version", 1)
                        .withSlotOption("publication_names", "orders")
                        .start()) {
            int seen = 0;
            while (seen < commits) {
                ByteBuffer message = stream.read();
                char type = (char) message.get();
                messages.add(new Message(type, Lsn.valueOf(stream.getLastReceiveLSN())));
                seen += type == 'C' ? 1 : 0;
            }
        }
        return messages.stream().filter(message -> message.type() != 'R').toList();
    }
}
