/** Compares a table of PostgreSQL with the log of its changes in Iceberg: the log, replayed, must be the table. */
@NullMarked
package io.matih.streaming.cli.reconcile.change;

import org.jspecify.annotations.NullMarked;
