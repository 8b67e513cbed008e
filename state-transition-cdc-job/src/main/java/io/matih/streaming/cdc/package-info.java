/** State transitions from PostgreSQL, change by change, into an Iceberg table. */
@NullMarked
package io.matih.streaming.cdc;

import org.jspecify.annotations.NullMarked;
