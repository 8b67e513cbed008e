package io.matih.streaming.cdc.source;

import io.matih.streaming.cdc.database.Capture;
import io.matih.streaming.cdc.database.Database;
import io.matih.streaming.cdc.database.ReplicationSlot;
import io.matih.streaming.job.StartupRefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/** Makes sure that the slot still holds everything after the position that a job is restored to. */
final class SlotPosition {

    private final Database database;
    private final Capture capture;

    SlotPosition(Database database, Capture capture) {
        this.database = database;
        this.capture = capture;
    }

    /** Fails the job for good when a job with state has no slot to go on from. */
    void requireSlot() {
        slot();
    }

    /** Fails the job for good when changes after the position are gone. */
    void requireReachable(long position) {
        ReplicationSlot slot = slot();
        if (slot.confirmedLsn() > position) {
            throw refusal(
                    "the replication slot %s has moved on to %s, past the restored position %s: the changes between"
                                    .formatted(capture.slot(), text(slot.confirmedLsn()), text(position))
                            + " them would be missing. Restore the job's newest checkpoint");
        }
    }

    private ReplicationSlot slot() {
        ReplicationSlot slot;
        try (Connection connection = database.connect()) {
            slot = ReplicationSlot.find(connection, capture.slot());
        } catch (SQLException failure) {
            throw new IllegalStateException("the replication slot " + capture.slot() + " cannot be looked at", failure);
        }
        if (slot == null) {
            throw refusal("the replication slot " + capture.slot() + " is missing, but the job is restored: the changes"
                    + " since its checkpoint are gone");
        }
        if (slot.isLost()) {
            throw refusal(
                    "the replication slot " + capture.slot() + " is invalid because the server has removed its log:"
                            + " the changes since the checkpoint are gone");
        }
        return slot;
    }

    private SuppressRestartsException refusal(String problem) {
        return new SuppressRestartsException(new StartupRefusedException(problem
                + ", or take a new snapshot: drop the slot and start the job without state; every row is then written"
                + " again with op = r (see docs/cdc.md, \"A lost slot\")"));
    }

    private static String text(long lsn) {
        return "%X/%X".formatted(lsn >>> 32, lsn & 0xffffffffL);
    }
}
