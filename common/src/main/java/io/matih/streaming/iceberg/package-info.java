/**
 * Rows of a job into an Iceberg table, exactly once: the table's description, its catalog, the fence around commits and the
 * watchdog before the writer. {@link io.matih.streaming.iceberg.IcebergOutput} puts them together.
 */
@NullMarked
package io.matih.streaming.iceberg;

import org.jspecify.annotations.NullMarked;
