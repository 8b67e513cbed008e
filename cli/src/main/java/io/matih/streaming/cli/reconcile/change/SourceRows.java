package io.matih.streaming.cli.reconcile.change;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;

/** Copies the table as one transaction sees it, and says what that transaction saw. */
final class SourceRows {

    private static final int FETCHED_AT_ONCE = 2_000;
    /** After the snapshot: what the snapshot sees was committed before this position. */
    private static final String MOMENT =
            "SELECT pg_current_snapshot()::text, pg_current_wal_insert_lsn() - '0/0'::pg_lsn, pg_current_wal_insert_lsn()";

    private SourceRows() {}

    /**
     * The moment of the copy.
     *
     * @param view the transactions whose changes are in the copy
     * @param position all of them were committed before it
     * @param positionText the same as PostgreSQL writes it
     */
    record Moment(TransactionView view, long position, String positionText) {}

    static Moment copy(Connection connection, String schema, String table, TrackedColumns columns, ChangeStore store)
            throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        Moment moment;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(MOMENT)) {
            row.next();
            moment = new Moment(TransactionView.parse(row.getString(1)), row.getLong(2), row.getString(3));
        }
        try (PreparedStatement statement = connection.prepareStatement(query(schema, table, columns))) {
            statement.setFetchSize(FETCHED_AT_ONCE);
            try (ResultSet rows = statement.executeQuery()) {
                store.loadSource(rows);
            }
        }
        connection.rollback();
        return moment;
    }

    private static String query(String schema, String table, TrackedColumns columns) {
        String texts = columns.texts().stream().map(SourceRows::quoted).collect(Collectors.joining(", "));
        // A moment before or after all others is null in the log.
        String timestamps = columns.timestamps().stream()
                .map(SourceRows::quoted)
                .map(column -> "CASE WHEN isfinite(" + column + ") THEN (extract(epoch FROM " + column
                        + ") * 1000000)::bigint::text END")
                .collect(Collectors.joining(", "));
        return "SELECT " + quoted(columns.id()) + ", " + texts + ", " + timestamps + " FROM " + quoted(schema) + "."
                + quoted(table);
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
