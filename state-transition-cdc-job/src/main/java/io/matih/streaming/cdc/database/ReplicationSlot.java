package io.matih.streaming.cdc.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A replication slot as the server shows it.
 *
 * @param plugin what decodes the log for it
 * @param database the one it belongs to
 * @param walStatus {@code reserved}, {@code extended}, {@code unreserved} or {@code lost}
 * @param confirmedLsn changes that were committed before it are never sent again
 * @param lagBytes how much log has been written since
 * @param retainedBytes how much log the server keeps for the slot
 */
public record ReplicationSlot(
        String plugin, String database, String walStatus, long confirmedLsn, long lagBytes, long retainedBytes) {

    private static final String QUERY =
            """
            SELECT coalesce(plugin, ''), coalesce(database, ''), coalesce(wal_status, 'reserved'),
                coalesce(confirmed_flush_lsn - '0/0', 0), coalesce(pg_current_wal_lsn() - confirmed_flush_lsn, 0),
                coalesce(pg_current_wal_lsn() - restart_lsn, 0)
            FROM pg_replication_slots WHERE slot_name = ?""";

    /** The slot of a name, or null when there is none. */
    public static @Nullable ReplicationSlot find(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? new ReplicationSlot(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6))
                        : null;
            }
        }
    }

    /** Whether the server has given up keeping the log for it. */
    public boolean isLost() {
        return walStatus.equals("lost");
    }
}
