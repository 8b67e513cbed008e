package io.matih.streaming.iceberg;

import java.util.function.IntSupplier;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** The column types that tables of this project have. */
enum ColumnType {
    STRING("string"),
    TIMESTAMP("timestamptz"),
    LONG("bigint"),
    INT("int"),
    DOUBLE("double"),
    NANO_DECIMAL("decimal(18,9)"),
    BINARY("binary"),
    COUNTED_VALUES("array<struct<value string, count bigint>>");

    static final int DECIMAL_PRECISION = 18;
    static final int DECIMAL_SCALE = 9;

    private final String text;

    ColumnType(String text) {
        this.text = text;
    }

    /** The type as the contract writes it. */
    String text() {
        return text;
    }

    /** The Iceberg type; ids of nested fields come from the supplier. */
    Type toIceberg(IntSupplier nextFieldId) {
        return switch (this) {
            case STRING -> Types.StringType.get();
            case TIMESTAMP -> Types.TimestampType.withZone();
            case LONG -> Types.LongType.get();
            case INT -> Types.IntegerType.get();
            case DOUBLE -> Types.DoubleType.get();
            case NANO_DECIMAL -> Types.DecimalType.of(DECIMAL_PRECISION, DECIMAL_SCALE);
            case BINARY -> Types.BinaryType.get();
            case COUNTED_VALUES -> Types.ListType.ofOptional(
                    nextFieldId.getAsInt(),
                    Types.StructType.of(
                            Types.NestedField.optional(nextFieldId.getAsInt(), "value", Types.StringType.get()),
                            Types.NestedField.optional(nextFieldId.getAsInt(), "count", Types.LongType.get())));
        };
    }
}
