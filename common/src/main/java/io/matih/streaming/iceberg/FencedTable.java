package io.matih.streaming.iceberg;

import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.RowDelta;
import org.apache.iceberg.Schema;
import org.apache.iceberg.io.FileIO;

/**
 * A table as the Flink sink may see it: commits go through the fence, file access carries no credentials, and the schema has
 * no identifier fields, because the sink would take them for the keys of an upsert and shuffle and remember every row.
 */
final class FencedTable extends BaseTable {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // Flink serializes a copy without it.
    private final FencedOperations operations;

    @SuppressWarnings("serial")
    private final FileIO files;

    FencedTable(FencedOperations operations, FileIO files, String name) {
        super(operations, name);
        this.operations = operations;
        this.files = files;
    }

    @Override
    public Schema schema() {
        Schema schema = super.schema();
        return new Schema(schema.schemaId(), schema.columns());
    }

    @Override
    public FileIO io() {
        return files;
    }

    @Override
    public AppendFiles newAppend() {
        return deciding().newAppend();
    }

    @Override
    public RowDelta newRowDelta() {
        return deciding().newRowDelta();
    }

    private BaseTable deciding() {
        return new BaseTable(operations.decidingNow(), name(), reporter());
    }
}
