package io.matih.streaming.iceberg;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Reads one column's value out of a row; null means that the value is not known. */
@FunctionalInterface
public interface ColumnAccessor<R, V> extends Serializable {

    @Nullable V read(R row);
}
