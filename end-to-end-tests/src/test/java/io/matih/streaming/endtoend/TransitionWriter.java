package io.matih.streaming.endtoend;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Changes the table in small transactions and remembers every change. Between {@link #start()} and {@link #stop()} a thread
 * of its own does so, and only {@link #changes()} may be called.
 */
final class TransitionWriter implements AutoCloseable {

    private static final long PAUSE_MILLIS = 40;
    private static final long STOP_SECONDS = 60;

    private final Connection connection;
    private final TransitionHistory history = new TransitionHistory();
    private final Random random = new Random(20_240_514);
    private final List<String> ids = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private Future<?> writing = CompletableFuture.completedFuture(null);
    private volatile int changes;

    /** Takes over the connection. */
    TransitionWriter(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
    }

    /** One transaction of new rows. */
    void insert(int rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO fsm_state_transitions"
                + " VALUES (?, 'order', 'o-1', 'acme', 'new', 'paid', null, ?, null, '2024-05-14 10:00:00.123')")) {
            for (int i = 0; i < rows; i++) {
                int number = nextNumber();
                String id = "t-" + number;
                insert.setString(1, id);
                insert.setString(2, Integer.toString(number));
                insert.addBatch();
                ids.add(id);
                remember(id, "c", number);
            }
            insert.executeBatch();
        }
        connection.commit();
    }

    /** Goes on with small transactions, some twenty a second, until it is stopped or one of them fails. */
    void start() {
        writing = thread.scheduleWithFixedDelay(this::step, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Ends the writing; all that was begun is committed.
     *
     * @throws ExecutionException when a transaction has failed
     */
    void stop() throws ExecutionException, InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("a transaction does not end");
        }
        if (!writing.isCancelled()) {
            writing.get();
        }
    }

    TransitionHistory history() {
        return history;
    }

    /** The number of the last change that may have been committed. */
    int changes() {
        return changes;
    }

    private void step() {
        try {
            switch (random.nextInt(6)) {
                case 0 -> insert(20);
                case 1 -> delete();
                case 2, 3 -> update();
                default -> insert(1);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("the table cannot be changed", failure);
        }
    }

    private void update() throws SQLException {
        String id = ids.get(random.nextInt(ids.size()));
        int number = nextNumber();
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE fsm_state_transitions SET trigger_reason = ? WHERE id = ?")) {
            update.setString(1, Integer.toString(number));
            update.setString(2, id);
            update.executeUpdate();
        }
        connection.commit();
        remember(id, "u", number);
    }

    private void delete() throws SQLException {
        int place = random.nextInt(ids.size());
        String id = ids.set(place, ids.get(ids.size() - 1));
        ids.remove(ids.size() - 1);
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM fsm_state_transitions WHERE id = ?")) {
            delete.setString(1, id);
            delete.executeUpdate();
        }
        connection.commit();
        remember(id, "d", Objects.requireNonNull(numbers.get(id)));
    }

    /** Given by one thread at a time, read by any. */
    private int nextNumber() {
        int next = changes + 1;
        changes = next;
        return next;
    }

    private void remember(String id, String operation, int number) {
        numbers.put(id, number);
        history.add(id, operation, number);
    }

    @Override
    public void close() throws SQLException {
        thread.shutdownNow();
        connection.close();
    }
}
