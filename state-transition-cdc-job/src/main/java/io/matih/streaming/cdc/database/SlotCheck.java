package io.matih.streaming.cdc.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Whether the replication slot can be used, or made. */
final class SlotCheck {

    private final Connection connection;
    private final Database database;
    private final Capture capture;

    SlotCheck(Connection connection, Database database, Capture capture) {
        this.connection = connection;
        this.database = database;
        this.capture = capture;
    }

    List<String> problems(MissingSlot missingSlot) throws SQLException {
        String name = capture.slot();
        ReplicationSlot slot = ReplicationSlot.find(connection, name);
        if (slot == null) {
            return missingSlot == MissingSlot.REFUSE ? List.of(missing(name)) : noRoom();
        }
        if (!slot.plugin().equals("pgoutput") || !slot.database().equals(database.name())) {
            return List.of("replication slot %s: expected one of pgoutput in %s, but it is of %s in %s"
                    .formatted(name, database.name(), slot.plugin(), slot.database()));
        }
        if (slot.isLost()) {
            return List.of(
                    ("replication slot %s is invalid because the server has removed its log; drop it and start the"
                                    + " job without state for a new snapshot (see docs/cdc.md, \"A lost slot\")")
                            .formatted(name));
        }
        return List.of();
    }

    private static String missing(String name) {
        return ("replication slot %s does not exist, and the job may not create one (it is started from a savepoint, or"
                        + " cdc.missing-slot is refuse); for a new snapshot start the job without state (see docs/cdc.md,"
                        + " \"A lost slot\")")
                .formatted(name);
    }

    private List<String> noRoom() throws SQLException {
        boolean room = new Query(connection)
                .yes("SELECT (SELECT count(*) FROM pg_replication_slots)"
                        + " < current_setting('max_replication_slots')::int");
        return room
                ? List.of()
                : List.of("replication slot %s cannot be created: the server's max_replication_slots are in use"
                        .formatted(capture.slot()));
    }
}
