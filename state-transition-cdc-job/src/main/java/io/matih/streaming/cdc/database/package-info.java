/** The database: how to reach it, whether it is as the job needs it, and how far its replication slot is behind. */
@NullMarked
package io.matih.streaming.cdc.database;

import org.jspecify.annotations.NullMarked;
