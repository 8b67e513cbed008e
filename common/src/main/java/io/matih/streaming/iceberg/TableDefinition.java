package io.matih.streaming.iceberg;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.NullOrder;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * A job's table: name, columns in order, the day it is partitioned by, what identifies a row and how rows sort. Schema,
 * mapping, start-up check and documentation all derive from it.
 *
 * <pre>{@code
 * TableDefinition.of("metrics", COLUMNS)
 *         .partitionedByDay("window_start")
 *         .identifiedBy("window_start", "tenant_id")
 *         .sortedBy("tenant_id");
 * }</pre>
 */
public final class TableDefinition<R> implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final ArrayList<Column<R>> columns;
    private final LinkedHashSet<String> dayColumns;
    private final LinkedHashSet<String> identifierColumns;
    private final LinkedHashSet<String> sortColumns;

    private TableDefinition(
            String name, List<Column<R>> columns, Set<String> day, Set<String> identifier, Set<String> sort) {
        this.name = name;
        this.columns = new ArrayList<>(columns);
        this.dayColumns = new LinkedHashSet<>(day);
        this.identifierColumns = new LinkedHashSet<>(identifier);
        this.sortColumns = new LinkedHashSet<>(sort);
    }

    /** A table of these columns, not partitioned, without identifier and order. */
    public static <R> TableDefinition<R> of(String name, List<Column<R>> columns) {
        Set<String> seen = new LinkedHashSet<>();
        for (Column<R> column : columns) {
            if (!seen.add(column.name())) {
                throw new IllegalArgumentException("table " + name + " has two columns " + column.name());
            }
        }
        return new TableDefinition<>(name, columns, Set.of(), Set.of(), Set.of());
    }

    /** The same table, partitioned by the UTC day of a timestamp column. */
    public TableDefinition<R> partitionedByDay(String timestampColumn) {
        return new TableDefinition<>(name, columns, known(timestampColumn), identifierColumns, sortColumns);
    }

    /** The same table, whose rows these required columns identify. */
    public TableDefinition<R> identifiedBy(String... requiredColumns) {
        return new TableDefinition<>(name, columns, dayColumns, known(requiredColumns), sortColumns);
    }

    /** The same table, whose files sort by these columns, ascending. */
    public TableDefinition<R> sortedBy(String... sorted) {
        return new TableDefinition<>(name, columns, dayColumns, identifierColumns, known(sorted));
    }

    private Set<String> known(String... names) {
        Set<String> known = new LinkedHashSet<>();
        for (String each : names) {
            if (columns.stream().noneMatch(column -> column.name().equals(each))) {
                throw new IllegalArgumentException("table " + name + " has no column " + each);
            }
            known.add(each);
        }
        return known;
    }

    /** The table's name without its namespace. */
    public String name() {
        return name;
    }

    /** The columns in their order. */
    public List<Column<R>> columns() {
        return List.copyOf(columns);
    }

    /** What identifies a row, in the order of the definition; empty when nothing does. */
    public List<String> identifierColumns() {
        return List.copyOf(identifierColumns);
    }

    /** The value of a column of text in a row of the job; null when the row has none. */
    public @Nullable String textOf(R row, String column) {
        for (Column<R> each : columns) {
            if (each.name().equals(column)) {
                Object value = each.flinkValueOf(row);
                return value == null ? null : value.toString();
            }
        }
        throw new IllegalArgumentException("table " + name + " has no column " + column);
    }

    /** The Iceberg schema: column ids are 1 to n in order, nested fields follow. */
    public Schema schema() {
        AtomicInteger lastId = new AtomicInteger(columns.size());
        List<Types.NestedField> fields = new ArrayList<>();
        Set<Integer> identifierIds = new LinkedHashSet<>();
        for (Column<R> column : columns) {
            int id = fields.size() + 1;
            fields.add(Types.NestedField.builder()
                    .withId(id)
                    .withName(column.name())
                    .isOptional(!column.isRequired())
                    .ofType(column.type().toIceberg(lastId::incrementAndGet))
                    .withDoc(column.doc())
                    .build());
            if (identifierColumns.contains(column.name())) {
                identifierIds.add(id);
            }
        }
        return new Schema(fields, identifierIds);
    }

    /** The partitioning over {@link #schema()}. */
    public PartitionSpec partitionSpec() {
        PartitionSpec.Builder spec = PartitionSpec.builderFor(schema());
        dayColumns.forEach(spec::day);
        return spec.build();
    }

    /** The order over {@link #schema()}. */
    public SortOrder sortOrder() {
        SortOrder.Builder order = SortOrder.builderFor(schema());
        sortColumns.forEach(column -> order.asc(column, NullOrder.NULLS_FIRST));
        return order.build();
    }

    /** What the table is created with. */
    public Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(TableProperties.FORMAT_VERSION, "2");
        properties.put(TableProperties.DEFAULT_FILE_FORMAT, "parquet");
        properties.put(TableProperties.PARQUET_COMPRESSION, "zstd");
        properties.put(TableProperties.WRITE_DISTRIBUTION_MODE, "none");
        properties.put(TableProperties.UPSERT_ENABLED, "false");
        properties.put(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true");
        properties.put(TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "50");
        properties.put(TableProperties.COMMIT_NUM_RETRIES, "12");
        properties.put(TableProperties.COMMIT_MAX_RETRY_WAIT_MS, "10000");
        // A restored job looks for its own snapshots: expiry must never leave only those of other writers.
        properties.put(TableProperties.MIN_SNAPSHOTS_TO_KEEP, "20");
        return properties;
    }

    /** The columns as a Markdown table. */
    public String markdown() {
        StringBuilder text = new StringBuilder("| column | type | required | meaning |\n|---|---|---|---|\n");
        for (Column<R> column : columns) {
            text.append("| ").append(column.name());
            text.append(" | ").append(column.typeText());
            text.append(" | ").append(column.isRequired() ? "yes" : "no");
            text.append(" | ").append(column.doc().replace("|", "\\|")).append(" |\n");
        }
        return text.toString();
    }
}
