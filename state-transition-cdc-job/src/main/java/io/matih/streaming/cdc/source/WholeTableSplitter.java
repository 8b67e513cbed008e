package io.matih.streaming.cdc.source;

import io.debezium.jdbc.JdbcConnection;
import io.debezium.relational.TableId;
import io.debezium.relational.history.TableChanges.TableChange;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.flink.cdc.connectors.base.config.JdbcSourceConfig;
import org.apache.flink.cdc.connectors.base.source.assigner.splitter.ChunkSplitter;
import org.apache.flink.cdc.connectors.base.source.assigner.state.ChunkSplitterState;
import org.apache.flink.cdc.connectors.base.source.meta.split.SnapshotSplit;
import org.apache.flink.cdc.connectors.postgres.source.utils.ChunkUtils;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/**
 * Divides the table into chunks of so many rows, all at once and in the order of the database.
 *
 * <p>Flink CDC's divides it step by step, compares texts in the order of Java, which is not that of the database, and does
 * so while checkpoints are taken of the list it is writing.
 */
final class WholeTableSplitter implements ChunkSplitter {

    private final JdbcSourceConfig config;
    private final ExactDialect dialect;

    WholeTableSplitter(JdbcSourceConfig config, ExactDialect dialect) {
        this.config = config;
        this.dialect = dialect;
    }

    @Override
    public Collection<SnapshotSplit> generateSplits(TableId table) throws Exception {
        try (JdbcConnection connection = dialect.openJdbcConnection(config)) {
            TableChange schema = dialect.queryTableSchema(connection, table);
            RowType keyType = ChunkUtils.getSplitType(ChunkUtils.getSplitColumn(schema.getTable(), null));
            List<String> starts =
                    starts(connection, table, keyType.getFieldNames().get(0));
            List<SnapshotSplit> chunks = new ArrayList<>();
            for (int chunk = 0; chunk <= starts.size(); chunk++) {
                chunks.add(new SnapshotSplit(
                        table,
                        chunk,
                        keyType,
                        bound(starts, chunk - 1),
                        bound(starts, chunk),
                        null,
                        Map.of(table, schema)));
            }
            return chunks;
        }
    }

    /** The keys at which all chunks but the first begin; rows that share the first column of the key share a chunk. */
    private List<String> starts(JdbcConnection connection, TableId table, String key) throws SQLException {
        String quotedKey = '"' + key + '"';
        String query =
                "SELECT DISTINCT key FROM (SELECT %s AS key, row_number() OVER (ORDER BY %s) AS place FROM %s) AS rows"
                                .formatted(quotedKey, quotedKey, table.toQuotedString('"'))
                        + " WHERE place > 1 AND place %% %d = 1 ORDER BY key".formatted(config.getSplitSize());
        List<String> starts = new ArrayList<>();
        try (PreparedStatement statement = connection.connection().prepareStatement(query);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                starts.add(result.getString(1));
            }
        }
        return starts;
    }

    private static Object @Nullable [] bound(List<String> starts, int place) {
        return place < 0 || place == starts.size() ? null : new Object[] {starts.get(place)};
    }

    @Override
    public void open() {
        // Connected to only while the table is divided.
    }

    @Override
    public boolean hasNextChunk() {
        return false;
    }

    @Override
    public ChunkSplitterState snapshotState(long checkpointId) {
        return ChunkSplitterState.NO_SPLITTING_TABLE_STATE;
    }

    @Override
    public @Nullable TableId getCurrentSplittingTableId() {
        return null;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
