package io.matih.streaming.iceberg;

import org.apache.flink.table.data.DecimalData;

/** A decimal(18,9) out of an integer of 10⁻⁹ units. */
final class NanoDecimal {

    private static final long LARGEST = 999_999_999_999_999_999L;

    private NanoDecimal() {}

    static DecimalData of(String column, long nanoUnits) {
        if (nanoUnits < -LARGEST || nanoUnits > LARGEST) {
            throw new ArithmeticException(
                    "column " + column + ": " + nanoUnits + " units of 10⁻⁹ do not fit into decimal(18,9)");
        }
        return DecimalData.fromUnscaledLong(nanoUnits, ColumnType.DECIMAL_PRECISION, ColumnType.DECIMAL_SCALE);
    }
}
