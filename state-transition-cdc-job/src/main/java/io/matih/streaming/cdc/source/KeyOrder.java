package io.matih.streaming.cdc.source;

import io.matih.streaming.cdc.database.Capture;
import io.matih.streaming.cdc.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Finds the chunk of a key by asking the database, because the order of texts is the column's collation and Java does not
 * know it. Asked only for keys of transactions that were committed while the table was read.
 */
final class KeyOrder implements ChunkSnapshots.ChunkLocator {

    private static final String COLLATION =
            """
            SELECT format('%%I.%%I', n.nspname, c.collname) FROM pg_attribute a
            JOIN pg_collation c ON c.oid = a.attcollation JOIN pg_namespace n ON n.oid = c.collnamespace
            WHERE a.attrelid = '%s'::regclass AND a.attname = 'id'""";

    private final Database database;
    private final Capture capture;
    private final List<String> starts;

    /** @param starts the keys at which all chunks but the first begin, in order */
    KeyOrder(Database database, Capture capture, List<String> starts) {
        this.database = database;
        this.capture = capture;
        this.starts = starts;
    }

    @Override
    public int chunkOf(String key) {
        try (Connection connection = database.connect()) {
            String collation = collation(connection);
            String query = "SELECT count(*) FROM unnest(?) AS start WHERE start COLLATE " + collation + " <= ? COLLATE "
                    + collation;
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                statement.setArray(1, connection.createArrayOf("text", starts.toArray()));
                statement.setString(2, key);
                try (ResultSet result = statement.executeQuery()) {
                    result.next();
                    return result.getInt(1);
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot find the part of the table that holds a key", failure);
        }
    }

    private String collation(Connection connection) throws SQLException {
        String query = COLLATION.formatted(capture.quotedTable().replace("'", "''"));
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getString(1);
        }
    }
}
