package io.matih.streaming.cli.reconcile;

import io.matih.streaming.cli.query.TableProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/** The rows of a job's table as they are in one snapshot, read through the catalog's own file access. */
final class MetricsTable {

    static final String WINDOW_START = "window_start";
    private static final String WINDOW_END = "window_end";
    private static final String INPUT_RECORDS = "input_records";
    private static final String INPUT_HASH = "input_hash";
    private static final String REVISION = "revision";

    private final Table table;
    private final @Nullable TableProgress progress;

    MetricsTable(Table table) {
        this.table = table;
        this.progress = TableProgress.of(table);
    }

    /** End of the newest window; null while there is no row. */
    @Nullable Instant newestWindowEnd() {
        return progress == null ? null : progress.dataUntil();
    }

    /** Enters every row of the windows of a span into the books; the number of rows. */
    long enterInto(WindowBooks books, WindowScope scope, List<String> keyColumns) {
        if (progress == null || scope.isEmpty()) {
            return 0;
        }
        List<String> columns = new ArrayList<>(keyColumns);
        columns.addAll(List.of(WINDOW_START, WINDOW_END, INPUT_RECORDS, INPUT_HASH, REVISION));
        long rows = 0;
        try (CloseableIterable<Record> records = IcebergGenerics.read(table)
                .useSnapshot(progress.snapshotId())
                .select(columns)
                .where(within(scope))
                .build()) {
            for (Record row : records) {
                enter(row, books, keyColumns);
                rows++;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the rows of " + table.name(), failure);
        }
        return rows;
    }

    private static Expression within(WindowScope scope) {
        Expression ended = Expressions.lessThanOrEqual(WINDOW_END, micros(scope.endsUntil()));
        return scope.startsFrom() == Long.MIN_VALUE
                ? ended
                : Expressions.and(ended, Expressions.greaterThanOrEqual(WINDOW_START, micros(scope.startsFrom())));
    }

    private static void enter(Record row, WindowBooks books, List<String> keyColumns) {
        List<String> key = new ArrayList<>();
        for (String column : keyColumns) {
            key.add(String.valueOf(row.getField(column)));
        }
        long start = ((OffsetDateTime) row.getField(WINDOW_START)).toInstant().toEpochMilli();
        Integer revision = (Integer) row.getField(REVISION);
        books.of(start, key)
                .addRow(revision == null ? 0 : revision, number(row, INPUT_RECORDS), number(row, INPUT_HASH));
    }

    private static long number(Record row, String column) {
        Long value = (Long) row.getField(column);
        return value == null ? 0 : value;
    }

    private static long micros(long millis) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.ofEpochMilli(millis));
    }
}
