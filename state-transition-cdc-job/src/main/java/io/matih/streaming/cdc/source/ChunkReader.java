package io.matih.streaming.cdc.source;

import io.debezium.connector.postgresql.PostgresPartition;
import io.debezium.connector.postgresql.PostgresValueConverter;
import io.debezium.pipeline.EventDispatcher.SnapshotReceiver;
import io.debezium.relational.Column;
import io.debezium.relational.SnapshotChangeRecordEmitter;
import io.debezium.relational.Table;
import io.debezium.util.Clock;
import io.debezium.util.ColumnUtils;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.apache.flink.cdc.connectors.base.source.meta.split.SnapshotSplit;
import org.apache.flink.cdc.connectors.postgres.source.fetch.PostgresSourceFetchTaskContext;
import org.apache.flink.cdc.connectors.postgres.source.utils.PostgresQueryUtils;
import org.jspecify.annotations.Nullable;

/**
 * Gives the rows of a chunk to Debezium, with the same values as in the change stream.
 *
 * <p>Flink CDC's own takes timestamps as {@link java.sql.Timestamp}, which is in the time zone of this JVM and in the
 * Julian calendar before 1582; so early days and hours that a change to summer time leaves out would differ.
 */
final class ChunkReader {

    private final PostgresSourceFetchTaskContext fetch;
    private final SnapshotSplit chunk;

    ChunkReader(PostgresSourceFetchTaskContext fetch, SnapshotSplit chunk) {
        this.fetch = fetch;
        this.chunk = chunk;
    }

    void read() throws SQLException, InterruptedException {
        Table table = Objects.requireNonNull(fetch.getDatabaseSchema().tableFor(chunk.getTableId()));
        SnapshotReceiver<PostgresPartition> receiver =
                fetch.getEventDispatcher().getSnapshotChangeEventReceiver();
        try (PreparedStatement select = select();
                ResultSet rows = select.executeQuery()) {
            ColumnUtils.ColumnArray columns = ColumnUtils.toArray(rows, table);
            while (rows.next()) {
                dispatch(table, row(rows, columns), receiver);
            }
        }
        receiver.completeSnapshot();
    }

    private PreparedStatement select() {
        boolean first = chunk.getSplitStart() == null;
        boolean last = chunk.getSplitEnd() == null;
        String query = PostgresQueryUtils.buildSplitScanQuery(
                chunk.getTableId(), chunk.getSplitKeyType(), first, last, List.of());
        return PostgresQueryUtils.readTableSplitDataStatement(
                fetch.getConnection(),
                query,
                first,
                last,
                chunk.getSplitStart(),
                chunk.getSplitEnd(),
                chunk.getSplitKeyType().getFieldCount(),
                fetch.getDbzConnectorConfig().getSnapshotFetchSize());
    }

    private void dispatch(Table table, @Nullable Object[] row, SnapshotReceiver<PostgresPartition> receiver)
            throws InterruptedException {
        fetch.getOffsetContext().event(table.id(), Clock.SYSTEM.currentTime());
        fetch.getEventDispatcher()
                .dispatchSnapshotEvent(
                        fetch.getPartition(),
                        table.id(),
                        new SnapshotChangeRecordEmitter<>(
                                fetch.getPartition(), fetch.getOffsetContext(), row, Clock.SYSTEM),
                        receiver);
    }

    private static @Nullable Object[] row(ResultSet rows, ColumnUtils.ColumnArray columns) throws SQLException {
        @Nullable Object[] row = new @Nullable Object[columns.getGreatestColumnPosition()];
        for (int i = 0; i < columns.getColumns().length; i++) {
            Column column = columns.getColumns()[i];
            row[column.position() - 1] = value(rows, i + 1, column.typeName());
        }
        return row;
    }

    private static @Nullable Object value(ResultSet rows, int place, String type) throws SQLException {
        return switch (type) {
            case "timestamp" -> local(rows.getObject(place, LocalDateTime.class));
            case "timestamptz" -> zoned(rows.getObject(place, OffsetDateTime.class));
            default -> rows.getObject(place);
        };
    }

    /** With Debezium's infinities for the driver's. */
    private static @Nullable LocalDateTime local(@Nullable LocalDateTime value) {
        if (LocalDateTime.MAX.equals(value)) {
            return PostgresValueConverter.POSITIVE_INFINITY_LOCAL_DATE_TIME;
        }
        return LocalDateTime.MIN.equals(value) ? PostgresValueConverter.NEGATIVE_INFINITY_LOCAL_DATE_TIME : value;
    }

    private static @Nullable OffsetDateTime zoned(@Nullable OffsetDateTime value) {
        if (OffsetDateTime.MAX.equals(value)) {
            return PostgresValueConverter.POSITIVE_INFINITY_OFFSET_DATE_TIME;
        }
        return OffsetDateTime.MIN.equals(value) ? PostgresValueConverter.NEGATIVE_INFINITY_OFFSET_DATE_TIME : value;
    }
}
