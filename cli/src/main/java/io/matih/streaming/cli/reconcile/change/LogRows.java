package io.matih.streaming.cli.reconcile.change;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/** The changes in the log that a snapshot of the source sees. */
record LogRows(Table table, TrackedColumns columns, TransactionView view) {

    private static final String OPERATION = "op";
    private static final String LSN = "lsn";
    private static final String TRANSACTION = "tx_id";
    private static final String CAPTURED_AT = "captured_at";

    /** Takes the changes one by one. */
    @FunctionalInterface
    interface Visitor {

        void visit(Change change) throws SQLException;
    }

    /**
     * One change.
     *
     * @param lsn null for a row that a snapshot read
     * @param values of the tracked columns, as text
     */
    record Change(
            String id, String operation, @Nullable Long lsn, long capturedMicros, List<@Nullable String> values) {}

    void forEach(Visitor visitor) throws SQLException {
        List<String> selected = new ArrayList<>(List.of(columns.logId(), OPERATION, LSN, TRANSACTION, CAPTURED_AT));
        selected.addAll(columns.texts());
        selected.addAll(columns.timestamps());
        try (CloseableIterable<Record> records =
                IcebergGenerics.read(table).select(selected).build()) {
            for (Record record : records) {
                Long transaction = (Long) record.getField(TRANSACTION);
                if (transaction == null || view.sees(transaction)) {
                    visitor.visit(change(record));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the rows of " + table.name(), failure);
        }
    }

    private Change change(Record record) {
        List<@Nullable String> values = new ArrayList<>();
        for (String column : columns.texts()) {
            values.add((String) record.getField(column));
        }
        for (String column : columns.timestamps()) {
            OffsetDateTime moment = (OffsetDateTime) record.getField(column);
            values.add(moment == null ? null : Long.toString(micros(moment)));
        }
        return new Change(
                (String) record.getField(columns.logId()),
                (String) record.getField(OPERATION),
                (Long) record.getField(LSN),
                micros((OffsetDateTime) record.getField(CAPTURED_AT)),
                values);
    }

    private static long micros(OffsetDateTime moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment.toInstant());
    }
}
