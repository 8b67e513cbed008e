package io.matih.streaming.cdc.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Short questions to a database. */
final class Query {

    private final Connection connection;

    Query(Connection connection) {
        this.connection = connection;
    }

    /** The first column of the only row. */
    String text(String sql, String... parameters) throws SQLException {
        List<String> rows = texts(sql, parameters);
        if (rows.size() != 1) {
            throw new SQLException("expected one row, but got " + rows.size() + " of: " + sql);
        }
        return rows.get(0);
    }

    /** Whether the only row is true. */
    boolean yes(String sql, String... parameters) throws SQLException {
        return text(sql, parameters).equals("t");
    }

    /** The first column of all rows. */
    List<String> texts(String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            List<String> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(result.getString(1));
                }
            }
            return rows;
        }
    }
}
