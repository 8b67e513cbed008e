package io.matih.streaming.iceberg;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** A job's rows as rows of a table whose columns may stand in another order; columns the job does not know are null. */
final class RowMapper<R> implements MapFunction<R, RowData> {

    private static final long serialVersionUID = 1L;

    private final ArrayList<@Nullable Column<R>> byPosition = new ArrayList<>();

    RowMapper(TableDefinition<R> definition, Schema tableSchema) {
        Map<String, Column<R>> byName = new LinkedHashMap<>();
        definition.columns().forEach(column -> byName.put(column.name(), column));
        for (Types.NestedField field : tableSchema.columns()) {
            byPosition.add(byName.get(field.name()));
        }
    }

    @Override
    public RowData map(R row) {
        GenericRowData data = new GenericRowData(byPosition.size());
        for (int position = 0; position < byPosition.size(); position++) {
            Column<R> column = byPosition.get(position);
            if (column != null) {
                data.setField(position, column.flinkValueOf(row));
            }
        }
        return data;
    }
}
