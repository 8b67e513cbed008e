package io.matih.streaming.cdc.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;
import org.apache.flink.cdc.connectors.base.source.meta.split.SnapshotSplit;
import org.apache.flink.cdc.connectors.base.source.meta.split.StreamSplit;
import org.apache.flink.cdc.connectors.postgres.source.fetch.PostgresScanFetchTask;
import org.apache.flink.cdc.connectors.postgres.source.fetch.PostgresSourceFetchTaskContext;

/**
 * Reads one chunk of the table in one transaction and notes which transactions that one has seen.
 *
 * <p>Flink CDC reads positions in the log before and after a chunk, reads what was changed between them from a replication
 * slot of its own, and drops from the change stream what was written before the second position. Changes of a transaction
 * that is open meanwhile are written before that position and committed after it: they are in neither, and lost. Here
 * the chunk is what one transaction sees, the change stream begins where the job's slot does, and {@link ChunkSnapshots} drops
 * from it exactly what the chunk has seen. No second slot is needed.
 */
final class SnapshotChunkTask extends PostgresScanFetchTask {

    private final String slot;

    SnapshotChunkTask(SnapshotSplit chunk, String slot) {
        super(chunk);
        this.slot = slot;
    }

    @Override
    public void execute(Context context) throws Exception {
        PostgresSourceFetchTaskContext fetch = (PostgresSourceFetchTaskContext) context;
        taskRunning = true;
        Connection connection = fetch.getConnection().connection();
        connection.setAutoCommit(false);
        connection.rollback();
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);

        TransactionSnapshot seen = currentSnapshot(connection);
        Offset position = position(seen, startOfStream(connection));
        dispatchLowWaterMarkEvent(context, snapshotSplit, position);
        new ChunkReader(fetch, snapshotSplit).read();
        if (!seen.equals(currentSnapshot(connection))) {
            throw new IllegalStateException(
                    "the chunk " + snapshotSplit.splitId() + " was not read in one transaction");
        }
        connection.rollback();
        dispatchHighWaterMarkEvent(context, snapshotSplit, position);
        StreamSplit nothing = createBackfillStreamSplit(position, position);
        dispatchEndWaterMarkEvent(context, nothing, position);
        fetch.getConnection().close();
        taskRunning = false;
    }

    private static TransactionSnapshot currentSnapshot(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT pg_current_snapshot()::text")) {
            result.next();
            return TransactionSnapshot.parse(result.getString(1));
        }
    }

    /** Nothing is confirmed to the slot before all chunks are read, so this is the same for all of them. */
    private String startOfStream(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT (confirmed_flush_lsn - '0/0')::text FROM pg_replication_slots WHERE slot_name = ?")) {
            statement.setString(1, slot);
            try (ResultSet result = statement.executeQuery()) {
                if (!result.next()) {
                    throw new SQLException("the replication slot " + slot + " is gone while the table is read");
                }
                return result.getString(1);
            }
        }
    }

    private static Offset position(TransactionSnapshot seen, String startOfStream) {
        Map<String, String> position = new HashMap<>(seen.toMap());
        position.putAll(CommitOffsetFactory.endOfCommit(startOfStream));
        return new CommitOffsetFactory().newOffset(position);
    }
}
