package io.matih.streaming.cli.reconcile.change;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How far the job has come in the database's log by its last completed checkpoint, as its replication slot says. */
final class SlotPosition {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final String CONFIRMED =
            "SELECT coalesce(confirmed_flush_lsn - '0/0'::pg_lsn, 0) FROM pg_replication_slots WHERE slot_name = ?";

    private SlotPosition() {}

    /** What became of waiting. */
    enum Outcome {
        REACHED,
        NOT_REACHED,
        NO_SLOT
    }

    /** Waits until the job has come to a position, but no longer than this. */
    static Outcome await(Connection connection, String slot, long position, Duration patience) throws SQLException {
        long began = System.nanoTime();
        connection.setAutoCommit(true);
        while (true) {
            Long confirmed = confirmed(connection, slot);
            if (confirmed == null) {
                return Outcome.NO_SLOT;
            }
            if (confirmed >= position) {
                return Outcome.REACHED;
            }
            if (System.nanoTime() - began > patience.toNanos()) {
                return Outcome.NOT_REACHED;
            }
            pause();
        }
    }

    private static @Nullable Long confirmed(Connection connection, String slot) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CONFIRMED)) {
            statement.setString(1, slot);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : null;
            }
        }
    }

    static void pause() {
        try {
            Thread.sleep(LOOK_EVERY.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the job", interrupted);
        }
    }
}
