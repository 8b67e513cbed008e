package io.matih.streaming.cli.status;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One job and its table.
 *
 * @param name of the job
 * @param state as Flink names it, such as {@code RUNNING}
 * @param failure why the job fails, in one line; null while it does not
 * @param table with its namespace
 * @param rows in the table's current snapshot
 * @param lastCommit null before the first one
 * @param dataUntil end of the newest window in the table; null without a row
 * @param ledger of the last consistent cut; null before the first one
 */
public record JobStatus(
        String name,
        String state,
        @Nullable String failure,
        String table,
        long rows,
        @Nullable Instant lastCommit,
        @Nullable Instant dataUntil,
        @Nullable LedgerLine ledger) {}
