package io.matih.streaming.platform;

import java.time.Instant;

/**
 * One commit of a table.
 *
 * @param operation what Iceberg calls it, such as {@code append}
 * @param addedRows rows it added
 * @param totalRows rows of the table after it
 */
public record TableCommit(long snapshotId, Instant at, String operation, long addedRows, long totalRows) {}
