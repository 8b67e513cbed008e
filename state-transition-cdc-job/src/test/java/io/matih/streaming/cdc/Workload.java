package io.matih.streaming.cdc;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Changes the source table in many kinds of transactions and remembers every change that it has committed. Each change
 * writes a number of its own into {@code trigger_reason}, so that changes can be told apart.
 */
final class Workload implements AutoCloseable {

    private final SourceDatabase database;
    private Connection connection;
    private Connection other;
    private final Random random;
    private final Map<String, List<String>> history = new HashMap<>();
    private final Map<String, Integer> live = new HashMap<>();
    private final List<String> liveIds = new ArrayList<>();
    private int changes;
    private int ids;

    Workload(SourceDatabase database, long seed) throws SQLException {
        this.database = database;
        this.connection = open(database);
        this.other = open(database);
        this.random = new Random(seed);
    }

    private static Connection open(SourceDatabase database) throws SQLException {
        Connection opened = database.connect();
        opened.setAutoCommit(false);
        return opened;
    }

    /** Goes on after the server has ended all connections. */
    void reconnect() throws SQLException {
        close();
        connection = open(database);
        other = open(database);
    }

    /** All changes of each row in the order of their commits, such as {@code u 17}; a deleted row shows its last number. */
    Map<String, List<String>> history() {
        return history;
    }

    /** The number of every row that there is. */
    Map<String, Integer> rows() {
        return live;
    }

    int changes() {
        return changes;
    }

    /** One transaction of a random kind. */
    void step() throws SQLException {
        switch (random.nextInt(12)) {
            case 0 -> copy(50 + random.nextInt(150));
            case 1 -> rolledBack();
            case 2 -> interleaved();
            case 3 -> several();
            case 4 -> moved();
            case 5 -> removed();
            case 6, 7 -> updated();
            default -> inserted(1);
        }
    }

    /** One transaction of so many rows. */
    void insert(int rows) throws SQLException {
        inserted(rows);
    }

    /** One transaction that inserts so many rows, and changes and deletes some of these and others. */
    void large(int rows) throws SQLException {
        for (int i = 0; i < rows; i++) {
            insertRow(connection);
        }
        for (int i = 0; i < 200; i++) {
            updateRow();
            deleteRow();
        }
        connection.commit();
    }

    private void inserted(int rows) throws SQLException {
        for (int i = 0; i < rows; i++) {
            insertRow(connection);
        }
        connection.commit();
    }

    private void several() throws SQLException {
        for (int i = 0; i < 3; i++) {
            insertRow(connection);
        }
        updateRow();
        updateRow();
        deleteRow();
        connection.commit();
    }

    private void updated() throws SQLException {
        updateRow();
        connection.commit();
    }

    private void removed() throws SQLException {
        deleteRow();
        connection.commit();
    }

    private void moved() throws SQLException {
        String from = anyRow();
        if (from == null) {
            return;
        }
        String to = nextId();
        int number = ++changes;
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE fsm_state_transitions SET id = ?, trigger_reason = ? WHERE id = ?")) {
            statement.setString(1, to);
            statement.setString(2, Integer.toString(number));
            statement.setString(3, from);
            statement.executeUpdate();
        }
        connection.commit();
        remember(from, "d " + forget(from));
        added(to, number);
    }

    private void rolledBack() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO fsm_state_transitions VALUES ('rolled-back', 'e', 'x', 't', 'f', 'to', null,"
                    + " 'never', null, '2026-11-20 10:00:00')");
        }
        connection.rollback();
    }

    /** Written first, committed last. */
    private void interleaved() throws SQLException {
        String first = nextId();
        int firstNumber = ++changes;
        insert(other, first, firstNumber);
        inserted(2);
        other.commit();
        added(first, firstNumber);
        inserted(1);
    }

    private void copy(int rows) throws SQLException {
        StringBuilder text = new StringBuilder();
        List<String> copied = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            String id = nextId();
            copied.add(id);
            numbers.add(++changes);
            text.append(id).append("\te\tx\tt\tf\tto\t\\N\t").append(changes).append("\t\\N\t2026-11-20 10:00:00\n");
        }
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY fsm_state_transitions FROM STDIN", new StringReader(text.toString()));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        connection.commit();
        for (int i = 0; i < rows; i++) {
            added(copied.get(i), numbers.get(i));
        }
    }

    private void insertRow(Connection on) throws SQLException {
        String id = nextId();
        insert(on, id, ++changes);
        added(id, changes);
    }

    private static void insert(Connection on, String id, int number) throws SQLException {
        try (PreparedStatement statement = on.prepareStatement("INSERT INTO fsm_state_transitions"
                + " VALUES (?, 'e', 'x', 't', 'f', 'to', null, ?, null, '2026-11-20 10:00:00')")) {
            statement.setString(1, id);
            statement.setString(2, Integer.toString(number));
            statement.executeUpdate();
        }
    }

    private void updateRow() throws SQLException {
        String id = anyRow();
        if (id == null) {
            return;
        }
        int number = ++changes;
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE fsm_state_transitions SET trigger_reason = ? WHERE id = ?")) {
            statement.setString(1, Integer.toString(number));
            statement.setString(2, id);
            statement.executeUpdate();
        }
        live.put(id, number);
        remember(id, "u " + number);
    }

    private void deleteRow() throws SQLException {
        String id = anyRow();
        if (id == null) {
            return;
        }
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM fsm_state_transitions WHERE id = ?")) {
            statement.setString(1, id);
            statement.executeUpdate();
        }
        remember(id, "d " + forget(id));
    }

    /** Ids whose order in Java and in the database differ. */
    private String nextId() {
        String letter = random.nextBoolean() ? "a" : "B";
        return letter + random.nextInt(100) + "-" + ++ids;
    }

    private @Nullable String anyRow() {
        return liveIds.isEmpty() ? null : liveIds.get(random.nextInt(liveIds.size()));
    }

    private void added(String id, int number) {
        live.put(id, number);
        liveIds.add(id);
        remember(id, "c " + number);
    }

    private int forget(String id) {
        liveIds.remove(id);
        return Objects.requireNonNull(live.remove(id));
    }

    private void remember(String id, String change) {
        history.computeIfAbsent(id, key -> new ArrayList<>()).add(change);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        other.close();
    }
}
