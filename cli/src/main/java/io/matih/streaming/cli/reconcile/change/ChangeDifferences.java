package io.matih.streaming.cli.reconcile.change;

import java.util.List;
import java.util.stream.Stream;

/**
 * What table and replayed log do not have in common.
 *
 * @param rows of the table
 * @param changes of the log that the table's snapshot sees
 */
record ChangeDifferences(long rows, long changes, Found missing, Found unexpected, Found different, Found doubled) {

    /** Rows that differ in one way: how many, and the first of them. */
    record Found(long count, List<Row> first) {}

    /** One row, and what is wrong with it. */
    record Row(String id, String what) {}

    List<Found> all() {
        return List.of(missing, unexpected, different, doubled);
    }

    long count() {
        return all().stream().mapToLong(Found::count).sum();
    }

    Stream<Row> first() {
        return all().stream().flatMap(found -> found.first().stream());
    }
}
