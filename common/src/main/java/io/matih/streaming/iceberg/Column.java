package io.matih.streaming.iceberg;

import java.io.Serializable;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.jspecify.annotations.Nullable;

/**
 * One column of a table: name, type, whether it is required, what it means, and where its value stands in the row.
 *
 * <pre>{@code
 * Column.requiredTimestamp("window_start", "first moment of the window", Metrics::windowStartMillis)
 * }</pre>
 */
public final class Column<R> implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final ColumnType type;
    private final Presence presence;
    private final String doc;
    private final ColumnAccessor<R, Object> flinkValue;

    private Column(String name, ColumnType type, Presence presence, String doc, ColumnAccessor<R, Object> flinkValue) {
        this.name = name;
        this.type = type;
        this.presence = presence;
        this.doc = doc;
        this.flinkValue = flinkValue;
    }

    /** Text that is never null. */
    public static <R> Column<R> requiredString(String name, String doc, ColumnAccessor<R, String> accessor) {
        return new Column<>(name, ColumnType.STRING, Presence.REQUIRED, doc, text(accessor));
    }

    /** Text. */
    public static <R> Column<R> optionalString(String name, String doc, ColumnAccessor<R, String> accessor) {
        return new Column<>(name, ColumnType.STRING, Presence.OPTIONAL, doc, text(accessor));
    }

    /** A moment that is never null, from milliseconds since the epoch. */
    public static <R> Column<R> requiredTimestamp(String name, String doc, ColumnAccessor<R, Long> epochMillis) {
        return new Column<>(name, ColumnType.TIMESTAMP, Presence.REQUIRED, doc, moment(epochMillis));
    }

    /** A moment, from milliseconds since the epoch. */
    public static <R> Column<R> optionalTimestamp(String name, String doc, ColumnAccessor<R, Long> epochMillis) {
        return new Column<>(name, ColumnType.TIMESTAMP, Presence.OPTIONAL, doc, moment(epochMillis));
    }

    /** A moment, from microseconds since the epoch. */
    public static <R> Column<R> optionalMicrosTimestamp(String name, String doc, ColumnAccessor<R, Long> epochMicros) {
        ColumnAccessor<R, Object> moment = row -> {
            Long micros = epochMicros.read(row);
            return micros == null
                    ? null
                    : TimestampData.fromEpochMillis(
                            Math.floorDiv(micros, 1_000L), (int) Math.floorMod(micros, 1_000L) * 1_000);
        };
        return new Column<>(name, ColumnType.TIMESTAMP, Presence.OPTIONAL, doc, moment);
    }

    /** A 64-bit integer. */
    public static <R> Column<R> optionalLong(String name, String doc, ColumnAccessor<R, Long> accessor) {
        return new Column<>(name, ColumnType.LONG, Presence.OPTIONAL, doc, accessor::read);
    }

    /** A 32-bit integer. */
    public static <R> Column<R> optionalInt(String name, String doc, ColumnAccessor<R, Integer> accessor) {
        return new Column<>(name, ColumnType.INT, Presence.OPTIONAL, doc, accessor::read);
    }

    /** A binary floating point number. */
    public static <R> Column<R> optionalDouble(String name, String doc, ColumnAccessor<R, Double> accessor) {
        return new Column<>(name, ColumnType.DOUBLE, Presence.OPTIONAL, doc, accessor::read);
    }

    /** A decimal with nine digits after the point, from an integer in units of 10⁻⁹; at most 18 digits. */
    public static <R> Column<R> optionalNanoDecimal(String name, String doc, ColumnAccessor<R, Long> nanoUnits) {
        return new Column<>(name, ColumnType.NANO_DECIMAL, Presence.OPTIONAL, doc, decimal(name, nanoUnits));
    }

    /** Bytes. */
    public static <R> Column<R> optionalBinary(String name, String doc, ColumnAccessor<R, byte[]> accessor) {
        return new Column<>(name, ColumnType.BINARY, Presence.OPTIONAL, doc, accessor::read);
    }

    /** Values with their counts, in the order of the array. */
    public static <R, E> Column<R> optionalCountedValues(
            String name,
            String doc,
            ColumnAccessor<R, E[]> entries,
            ColumnAccessor<E, String> value,
            ColumnAccessor<E, Long> count) {
        ColumnAccessor<R, Object> array = row -> {
            E[] elements = entries.read(row);
            return elements == null ? null : countedValues(elements, value, count);
        };
        return new Column<>(name, ColumnType.COUNTED_VALUES, Presence.OPTIONAL, doc, array);
    }

    private static <R> ColumnAccessor<R, Object> text(ColumnAccessor<R, String> accessor) {
        return row -> StringData.fromString(accessor.read(row));
    }

    private static <R> ColumnAccessor<R, Object> moment(ColumnAccessor<R, Long> epochMillis) {
        return row -> {
            Long value = epochMillis.read(row);
            return value == null ? null : TimestampData.fromEpochMillis(value);
        };
    }

    private static <R> ColumnAccessor<R, Object> decimal(String name, ColumnAccessor<R, Long> nanoUnits) {
        return row -> {
            Long value = nanoUnits.read(row);
            return value == null ? null : NanoDecimal.of(name, value);
        };
    }

    private static <E> GenericArrayData countedValues(
            E[] elements, ColumnAccessor<E, String> value, ColumnAccessor<E, Long> count) {
        Object[] structs = new Object[elements.length];
        for (int i = 0; i < elements.length; i++) {
            structs[i] = GenericRowData.of(StringData.fromString(value.read(elements[i])), count.read(elements[i]));
        }
        return new GenericArrayData(structs);
    }

    /** The column's name in the table. */
    public String name() {
        return name;
    }

    /** What the column means. */
    public String doc() {
        return doc;
    }

    /** The type as a reader of the docs knows it, for example {@code bigint}. */
    public String typeText() {
        return type.text();
    }

    /** Whether a null is refused. */
    public boolean isRequired() {
        return presence == Presence.REQUIRED;
    }

    ColumnType type() {
        return type;
    }

    /** The row's value as Flink's table structures hold it. */
    @Nullable Object flinkValueOf(R row) {
        Object value = flinkValue.read(row);
        if (value == null && isRequired()) {
            throw new IllegalStateException("column " + name + " is required but the row's value is null: " + row);
        }
        return value;
    }

    private enum Presence {
        REQUIRED,
        OPTIONAL
    }
}
