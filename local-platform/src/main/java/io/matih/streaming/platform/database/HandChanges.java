package io.matih.streaming.platform.database;

import io.matih.streaming.platform.generator.agent.Agent;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;

/** Single changes on demand, each in a connection of its own; each says in a sentence what it did. */
public final class HandChanges {

    private static final String REASON = "changed by hand";
    private static final String STATE = "escalated";

    private final SourceDatabase database;
    private final Clock clock;
    private int renamed;

    public HandChanges(SourceDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Gives the newest transition another end. */
    public String update() throws SQLException {
        return onStore(store -> store.change(0, STATE, REASON), "Updated ", "There is no transition to update.");
    }

    /** Deletes the newest transition. */
    public String delete() throws SQLException {
        return onStore(store -> store.delete(0), "Deleted ", "There is no transition to delete.");
    }

    /** Gives an agent of the largest tenants a new name, another one each time. */
    public synchronized String rename() throws SQLException {
        Agent agent = Agent.ALL.get(renamed % Agent.ALL.size());
        renamed++;
        return onStore(
                store -> store.rename(agent, clock.instant()), "Renamed ", "Agent " + agent.id() + " is not defined.");
    }

    private String onStore(Change change, String done, String nothing) throws SQLException {
        try (TransitionStore store = new TransitionStore(database.connect())) {
            return change.on(store).map(what -> done + what + ".").orElse(nothing);
        }
    }

    private interface Change {
        Optional<String> on(TransitionStore store) throws SQLException;
    }
}
