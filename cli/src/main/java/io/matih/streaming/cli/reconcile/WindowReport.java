package io.matih.streaming.cli.reconcile;

import io.matih.streaming.accounting.Balance;
import java.time.Duration;
import java.util.List;

/**
 * What was compared and what differs.
 *
 * @param table with its namespace
 * @param windows how many windows of a key were compared
 * @param rows of the table that were compared
 * @param read records of the source in the range
 * @param notCompared good events of windows that are open or outside of what was asked for
 * @param undecided records that the job may not have come to yet, and that are nowhere
 * @param balance of all other records
 * @param keyNames names of the key's columns
 * @param notes what a reader must know about the comparison
 */
public record WindowReport(
        String job,
        String table,
        String source,
        OffsetRange range,
        WindowScope scope,
        long windows,
        long rows,
        long read,
        long notCompared,
        long undecided,
        Balance balance,
        List<String> keyNames,
        List<WindowDifference> differences,
        RecordFaults faults,
        List<String> notes,
        Duration time) {

    /** Whether everything is where it belongs. */
    public boolean isEqual() {
        return differenceCount() == 0;
    }

    /** How many windows differ, records are in a wrong place, and records are nowhere or in two places. */
    public long differenceCount() {
        return differences.size() + faults.count() + Math.abs(balance.difference());
    }
}
