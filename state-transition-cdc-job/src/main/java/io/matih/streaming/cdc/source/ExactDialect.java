package io.matih.streaming.cdc.source;

import io.matih.streaming.cdc.database.Capture;
import io.matih.streaming.cdc.database.Database;
import org.apache.flink.cdc.connectors.base.config.JdbcSourceConfig;
import org.apache.flink.cdc.connectors.base.relational.connection.JdbcConnectionPoolFactory;
import org.apache.flink.cdc.connectors.base.source.assigner.splitter.ChunkSplitter;
import org.apache.flink.cdc.connectors.base.source.assigner.state.ChunkSplitterState;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitBase;
import org.apache.flink.cdc.connectors.base.source.reader.external.FetchTask;
import org.apache.flink.cdc.connectors.postgres.source.PostgresDialect;
import org.apache.flink.cdc.connectors.postgres.source.config.PostgresSourceConfig;
import org.apache.flink.cdc.connectors.postgres.source.offset.PostgresOffset;
import org.jspecify.annotations.Nullable;

/** Reads chunks and change stream exactly, and confirms to the slot only what a checkpoint holds. */
final class ExactDialect extends PostgresDialect {

    private static final long serialVersionUID = 1L;

    private final Database database;
    private final Capture capture;
    private transient volatile @Nullable ChangeStreamTask changeStream;

    ExactDialect(PostgresSourceConfig config, Database database, Capture capture) {
        super(config);
        this.database = database;
        this.capture = capture;
    }

    @Override
    @SuppressWarnings("unchecked") // Flink CDC's task for chunks is a raw type
    public FetchTask<SourceSplitBase> createFetchTask(SourceSplitBase split) {
        if (split.isSnapshotSplit()) {
            return new SnapshotChunkTask(split.asSnapshotSplit(), capture.slot());
        }
        long position = ((PostgresOffset) split.asStreamSplit().getStartingOffset())
                .getLsn()
                .asLong();
        new SlotPosition(database, capture).requireReachable(position);
        ChangeStreamTask task = new ChangeStreamTask(split.asStreamSplit());
        changeStream = task;
        return task;
    }

    @Override
    public ChunkSplitter createChunkSplitter(JdbcSourceConfig config, ChunkSplitterState nothing) {
        return new WholeTableSplitter(config, this);
    }

    @Override
    public ExactFetchContext createFetchTaskContext(JdbcSourceConfig config) {
        return new ExactFetchContext(config, this, database, capture);
    }

    @Override
    public JdbcConnectionPoolFactory getPooledDataSourceFactory() {
        return new ConnectionPoolFactory();
    }

    /**
     * Confirms the position of a checkpoint. A checkpoint that was taken before the change stream was read has none; there
     * Flink CDC would confirm what has been read since, which a restore from that checkpoint would miss.
     */
    @Override
    public void notifyCheckpointComplete(long checkpointId, @Nullable Offset position) {
        ChangeStreamTask task = changeStream;
        if (task != null && position != null) {
            task.commitCurrentOffset(position);
        }
    }
}
