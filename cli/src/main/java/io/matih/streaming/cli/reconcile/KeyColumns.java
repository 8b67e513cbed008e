package io.matih.streaming.cli.reconcile;

import io.matih.streaming.iceberg.TableDefinition;
import io.matih.streaming.record.InputRecord;
import io.matih.streaming.window.WindowAccumulator;
import io.matih.streaming.window.WindowAggregate;
import io.matih.streaming.window.WindowSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What stands in the key columns of a row that an event belongs to: asked of the job's own row, once for each key. */
final class KeyColumns<E extends InputRecord, K, A extends WindowAccumulator<E, A>, R> {

    private static final WindowSpan ANY_WINDOW = new WindowSpan(0, 1);

    private final WindowAggregate<E, K, A, R> aggregate;
    private final TableDefinition<R> table;
    private final List<String> names;
    private final Map<K, List<String>> known = new HashMap<>();

    KeyColumns(WindowAggregate<E, K, A, R> aggregate, TableDefinition<R> table) {
        this.aggregate = aggregate;
        this.table = table;
        this.names = table.identifierColumns().stream()
                .filter(column -> !column.equals(MetricsTable.WINDOW_START))
                .toList();
    }

    List<String> names() {
        return names;
    }

    List<String> of(E event) {
        return known.computeIfAbsent(aggregate.keyOf().apply(event), this::columns);
    }

    private List<String> columns(K key) {
        R row = aggregate
                .rowOf()
                .row(key, ANY_WINDOW, aggregate.newAccumulator().get(), 0);
        List<String> values = new ArrayList<>();
        for (String name : names) {
            values.add(String.valueOf(table.textOf(row, name)));
        }
        return List.copyOf(values);
    }
}
