package io.matih.streaming.cdc.change;

import io.debezium.data.Envelope;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** A row of a captured table, as Debezium has read it. */
public final class SourceRow {

    private final Struct values;

    private SourceRow(Struct values) {
        this.values = values;
    }

    /** The row that a change leaves, or the last one of a deletion. */
    public static SourceRow of(Struct change, String operation) {
        String image = operation.equals(Operation.DELETE) ? Envelope.FieldName.BEFORE : Envelope.FieldName.AFTER;
        Struct values = change.getStruct(image);
        if (values == null) {
            throw new IllegalStateException("a change " + operation + " without a row; the table's REPLICA IDENTITY is"
                    + " no longer FULL, so that deleted rows are not in the change stream");
        }
        return new SourceRow(values);
    }

    /** The row before a change; null where there was none. */
    public static @Nullable SourceRow before(Struct change) {
        Struct values = change.getStruct(Envelope.FieldName.BEFORE);
        return values == null ? null : new SourceRow(values);
    }

    /** A part of the primary key. */
    public String keyText(String column) {
        String text = text(column);
        if (text == null) {
            throw new IllegalStateException(
                    "a row without " + column + ": the column is no longer part of the primary key");
        }
        return text;
    }

    /** The text of a column; null when it has none or the table no longer has the column. */
    public @Nullable String text(String column) {
        Object value = value(column);
        if (value != null && !(value instanceof String)) {
            throw new IllegalStateException("column " + column + ": expected text, but the source now has "
                    + values.schema().field(column).schema());
        }
        return (String) value;
    }

    /** Microseconds since the epoch; null for no value, {@code infinity} and {@code -infinity}. */
    public @Nullable Long timestampMicros(String column) {
        Object value = value(column);
        return value == null
                ? null
                : TimestampValue.micros(
                        value, column, values.schema().field(column).schema().name());
    }

    boolean has(String column) {
        return value(column) != null;
    }

    List<Field> fields() {
        return values.schema().fields();
    }

    private @Nullable Object value(String column) {
        return values.schema().field(column) == null ? null : values.getWithoutDefault(column);
    }
}
