package io.matih.streaming.cdc.source;

import io.debezium.connector.postgresql.SourceInfo;
import io.matih.streaming.cdc.database.Capture;
import io.matih.streaming.cdc.database.Database;
import java.util.List;
import java.util.Objects;
import org.apache.flink.cdc.connectors.base.config.JdbcSourceConfig;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;
import org.apache.flink.cdc.connectors.base.source.meta.split.FinishedSnapshotSplitInfo;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitBase;
import org.apache.flink.cdc.connectors.postgres.source.fetch.PostgresSourceFetchTaskContext;
import org.apache.flink.cdc.connectors.postgres.source.offset.PostgresOffset;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Tells Flink CDC's reader of the change stream which changes the snapshot has already given.
 *
 * <p>The reader asks of each record whether it is a change; if so it emits it only when its position is after that at
 * which its chunk was read. So this context calls only those records changes that a chunk has seen, and gives them the
 * position before all others.
 */
final class ExactFetchContext extends PostgresSourceFetchTaskContext {

    private final Database database;
    private final Capture capture;
    private @Nullable ChunkSnapshots chunks;

    ExactFetchContext(JdbcSourceConfig config, ExactDialect dialect, Database database, Capture capture) {
        super(config, dialect);
        this.database = database;
        this.capture = capture;
    }

    @Override
    public void configure(SourceSplitBase split) {
        super.configure(split);
        if (split.isStreamSplit()) {
            chunks = chunks(ChunkSnapshots.inOrder(split.asStreamSplit().getFinishedSnapshotSplitInfos()));
        }
    }

    private ChunkSnapshots chunks(List<FinishedSnapshotSplitInfo> ordered) {
        List<String> starts = ordered.stream()
                .filter(chunk -> chunk.getSplitStart() != null)
                .map(chunk -> chunk.getSplitStart()[0].toString())
                .toList();
        List<TransactionSnapshot> snapshots = ordered.stream()
                .map(chunk ->
                        TransactionSnapshot.fromMap(chunk.getHighWatermark().getOffset()))
                .toList();
        return new ChunkSnapshots(snapshots, new KeyOrder(database, capture, starts));
    }

    @Override
    public boolean isDataChangeRecord(SourceRecord record) {
        return super.isDataChangeRecord(record) && chunks != null && isIn(chunks, record);
    }

    private static boolean isIn(ChunkSnapshots chunks, SourceRecord record) {
        Long transaction = (Long) record.sourceOffset().get(SourceInfo.TXID_KEY);
        Struct key = (Struct) record.key();
        return chunks.have(
                Objects.requireNonNull(transaction, "a change without a transaction"),
                key == null ? null : key.getString(firstColumn(key)));
    }

    /** The one by which the table is divided into chunks. */
    private static String firstColumn(Struct key) {
        return key.schema().fields().get(0).name();
    }

    @Override
    public Offset getStreamOffset(SourceRecord record) {
        return PostgresOffset.INITIAL_OFFSET;
    }

    /** Closes all connections, that of the heartbeat too; what is used again connects again. */
    void disconnect() throws Exception {
        super.close();
        if (getEventDispatcher() != null) {
            getEventDispatcher().close();
        }
    }

    /**
     * Ends the thread that reads: without its connections it cannot go on, but it may be waiting for room in the queue, which
     * nobody empties any more.
     */
    @Override
    public void close() throws Exception {
        disconnect();
        if (chunks != null) {
            chunks.close();
        }
        makeRoom();
    }

    private void makeRoom() throws InterruptedException {
        try {
            if (getQueue() != null) {
                getQueue().poll();
            }
        } catch (RuntimeException connectionClosed) {
            // The thread has ended already.
        }
    }
}
