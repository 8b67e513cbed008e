package io.matih.streaming.platform.database;

import io.matih.streaming.platform.generator.agent.Agent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The statements of those who write to the database. Each is a transaction of its own; not for concurrent use. */
final class TransitionStore implements AutoCloseable {

    private static final String NEWEST =
            "(SELECT id FROM fsm_state_transitions ORDER BY created_at DESC, id DESC OFFSET ? LIMIT 1)";

    private final Connection connection;

    TransitionStore(Connection connection) {
        this.connection = connection;
    }

    /** One more than the number of the last transition that a writer has inserted. */
    long nextNumber() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet last = statement.executeQuery(
                        "SELECT coalesce(max(substring(id FROM '^transition-(\\d{10})$')::bigint), -1) + 1"
                                + " FROM fsm_state_transitions")) {
            last.next();
            return last.getLong(1);
        }
    }

    void insert(List<Transition> transitions, List<Instant> createdAt) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO fsm_state_transitions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
            for (int i = 0; i < transitions.size(); i++) {
                Transition transition = transitions.get(i);
                statement.setString(1, transition.id());
                statement.setString(2, transition.entityType());
                statement.setString(3, transition.entityId());
                statement.setString(4, transition.tenantId());
                statement.setString(5, transition.fromState());
                statement.setString(6, transition.toState());
                statement.setString(7, transition.triggeredBy());
                statement.setString(8, transition.reason());
                statement.setString(9, transition.metadata());
                statement.setObject(10, utc(createdAt.get(i)));
                statement.addBatch();
            }
            connection.setAutoCommit(false);
            statement.executeBatch();
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** Gives the transition that so many are newer than another end and a reason; says in words which; empty without one. */
    Optional<String> change(long newer, String toState, String reason) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE fsm_state_transitions SET to_state = ?, trigger_reason = ? WHERE id = " + NEWEST
                        + " RETURNING id, entity_id, from_state || ' → ' || to_state")) {
            statement.setString(1, toState);
            statement.setString(2, reason);
            statement.setLong(3, newer);
            return words(statement);
        }
    }

    /** Gives the transition that so many are newer than a reason. */
    void explain(long newer, String reason) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE fsm_state_transitions SET trigger_reason = ? WHERE id = " + NEWEST)) {
            statement.setString(1, reason);
            statement.setLong(2, newer);
            statement.executeUpdate();
        }
    }

    /** Deletes the transition that so many are newer than; says in words which; empty without one. */
    Optional<String> delete(long newer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM fsm_state_transitions WHERE id = "
                + NEWEST + " RETURNING id, entity_id, from_state || ' → ' || to_state")) {
            statement.setLong(1, newer);
            return words(statement);
        }
    }

    /** Deletes the oldest transitions, a few at a time, so that not more than these stay. */
    void keepNewest(long rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM fsm_state_transitions WHERE id IN"
                + " (SELECT id FROM fsm_state_transitions ORDER BY created_at DESC, id DESC OFFSET ? LIMIT 5)")) {
            statement.setLong(1, rows);
            statement.executeUpdate();
        }
    }

    /** Defines the agents that are not defined yet. */
    void define(List<Agent> agents, Instant updatedAt) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO agent_definitions VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
            for (Agent agent : agents) {
                statement.setString(1, agent.tenantId());
                statement.setString(2, agent.id());
                statement.setString(3, agent.name());
                statement.setObject(4, utc(updatedAt));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Gives an agent the next name, such as {@code Globex Coder v3}, and says in words which; empty when it is not defined. */
    Optional<String> rename(Agent agent, Instant updatedAt) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                UPDATE agent_definitions SET
                    name = regexp_replace(name, ' v\\d+$', '') || ' v' || coalesce(substring(name FROM ' v(\\d+)$')::int, 1) + 1,
                    updated_at = ?
                WHERE tenant_id = ? AND agent_id = ? RETURNING agent_id, 'its name', name""")) {
            statement.setObject(1, utc(updatedAt));
            statement.setString(2, agent.tenantId());
            statement.setString(3, agent.id());
            return words(statement);
        }
    }

    private static Optional<String> words(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? Optional.of(row.getString(1) + " (" + row.getString(2) + ": " + row.getString(3) + ")")
                    : Optional.empty();
        }
    }

    private static LocalDateTime utc(Instant time) {
        return LocalDateTime.ofInstant(time.truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
