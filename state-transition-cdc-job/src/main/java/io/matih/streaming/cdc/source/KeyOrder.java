package io.matih.streaming.cdc.source;

import io.matih.streaming.cdc.database.Capture;
import io.matih.streaming.cdc.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the chunk of a key by asking the database, because the order of texts is the column's collation and Java does not
 * know it. Asked only for keys of transactions that were committed while the table was read, so connected only then.
 */
final class KeyOrder implements ChunkSnapshots.ChunkLocator {

    private static final String COLLATION =
            """
            SELECT format('%I.%I', n.nspname, c.collname) FROM pg_attribute a
            JOIN pg_collation c ON c.oid = a.attcollation JOIN pg_namespace n ON n.oid = c.collnamespace
            JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary AND i.indkey[0] = a.attnum
            WHERE a.attrelid = ?::regclass""";

    private static final String CHUNK =
            "SELECT count(*) FROM unnest(?) AS start WHERE start COLLATE %s <= ? COLLATE %s";

    private final Database database;
    private final Capture capture;
    private final List<String> starts;
    private @Nullable Connection connection;
    private @Nullable PreparedStatement chunk;

    /** @param starts the keys at which all chunks but the first begin, in order */
    KeyOrder(Database database, Capture capture, List<String> starts) {
        this.database = database;
        this.capture = capture;
        this.starts = starts;
    }

    @Override
    public int chunkOf(String key) {
        try {
            PreparedStatement statement = chunk == null ? connect() : chunk;
            statement.setString(2, key);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot find the part of the table that holds a key", failure);
        }
    }

    private PreparedStatement connect() throws SQLException {
        Connection opened = database.connect();
        connection = opened;
        String collation = collation(opened);
        PreparedStatement statement = opened.prepareStatement(CHUNK.formatted(collation, collation));
        statement.setArray(1, opened.createArrayOf("text", starts.toArray()));
        chunk = statement;
        return statement;
    }

    private String collation(Connection opened) throws SQLException {
        try (PreparedStatement statement = opened.prepareStatement(COLLATION)) {
            statement.setString(1, capture.quotedTable());
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getString(1);
            }
        }
    }

    @Override
    public void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException alreadyBroken) {
            // Nothing is left open.
        }
        connection = null;
        chunk = null;
    }
}
