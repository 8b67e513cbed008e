package io.matih.streaming.cdc.database;

import io.matih.streaming.job.StartupRefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Makes sure at the start of the job that the database is as the job needs it; says everything that is not, line by line. */
public final class DatabaseCheck {

    private static final int OLDEST_VERSION = 140_000;

    private final Database database;
    private final Capture capture;
    private final TableShape shape;

    /** For the table of state transitions. */
    public DatabaseCheck(Database database, Capture capture) {
        this(database, capture, TableShape.TRANSITIONS);
    }

    public DatabaseCheck(Database database, Capture capture, TableShape shape) {
        this.database = database;
        this.capture = capture;
        this.shape = shape;
    }

    /**
     * Checks the server, the role, the table, the publication and the slot.
     *
     * @throws StartupRefusedException with one line for each problem
     */
    public void require(MissingSlot missingSlot) {
        List<String> problems = new ArrayList<>();
        try (Connection connection = database.connect()) {
            Query query = new Query(connection);
            checkServer(query, problems);
            if (problems.isEmpty()) {
                problems.addAll(new TableCheck(query, capture, shape).problems());
                problems.addAll(new PublicationCheck(query, capture).problems());
                problems.addAll(new SlotCheck(connection, database, capture).problems(missingSlot));
            }
        } catch (SQLException failure) {
            problems.add("database %s cannot be used as %s: %s".formatted(database, database.user(), oneLine(failure)));
        }
        if (!problems.isEmpty()) {
            throw new StartupRefusedException(String.join("\n", problems));
        }
    }

    private static String oneLine(SQLException failure) {
        return String.valueOf(failure.getMessage()).replace('\n', ' ');
    }

    private void checkServer(Query query, List<String> problems) throws SQLException {
        int version = Integer.parseInt(query.text("SHOW server_version_num"));
        if (version < OLDEST_VERSION) {
            problems.add("database %s: expected PostgreSQL 14 or newer, but it is %s"
                    .formatted(database, query.text("SHOW server_version")));
        }
        if (query.yes("SELECT pg_is_in_recovery()")) {
            problems.add("database %s: expected the primary server, but it is a standby".formatted(database));
        }
        String walLevel = query.text("SHOW wal_level");
        if (!walLevel.equals("logical")) {
            problems.add("database %s: expected wal_level = logical, but it is %s; change it and restart the server"
                    .formatted(database, walLevel));
        }
        if (!query.yes(
                """
                SELECT rolreplication OR rolsuper OR EXISTS (
                    SELECT FROM pg_roles managed
                    WHERE managed.rolname = 'rds_replication' AND pg_has_role(current_user, managed.oid, 'member'))
                FROM pg_roles WHERE rolname = current_user""")) {
            problems.add("role %s: expected the attribute REPLICATION; ALTER ROLE %s REPLICATION"
                    .formatted(database.user(), database.user()));
        }
    }
}
