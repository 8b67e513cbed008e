package io.matih.streaming.cli.reconcile;

import java.util.ArrayList;
import java.util.List;

/** A window of a key whose rows are not as they should be, and which records explain it. */
final class WindowDifference {

    private final WindowKey window;
    private final WindowSums sums;
    private final List<RecordFault> faults = new ArrayList<>();

    WindowDifference(WindowKey window, WindowSums sums) {
        this.window = window;
        this.sums = sums;
    }

    WindowKey window() {
        return window;
    }

    WindowSums sums() {
        return sums;
    }

    /** The records that were found to explain the difference; empty when it is more than one, or a row itself. */
    List<RecordFault> faults() {
        return faults;
    }

    void explainBy(RecordFault fault) {
        if (!faults.contains(fault)) {
            faults.add(fault);
        }
    }

    /** Records of the table less the expected ones. */
    long recordsDifference() {
        return sums.tableRecords - sums.expectedRecords;
    }

    long hashDifference() {
        return sums.tableHash - sums.expectedHash;
    }

    /** What is wrong with the rows, in a few words. */
    String what() {
        if (sums.rows == 0) {
            return "row missing";
        }
        if (sums.expectedRecords == 0) {
            return "row unexpected";
        }
        if (sums.isRowRepeated()) {
            return "row " + sums.newestRows + " times";
        }
        if (sums.newestRows > 1) {
            return sums.newestRows + " rows of revision " + sums.revision;
        }
        if (recordsDifference() < 0) {
            return count(-recordsDifference(), "missing");
        }
        if (recordsDifference() > 0) {
            return count(recordsDifference(), "too many");
        }
        if (hashDifference() != 0) {
            return "as many missing as too many";
        }
        return sums.rows > sums.revision + 1 ? "older revision doubled" : "older revision missing";
    }

    private static String count(long records, String what) {
        return records + (records == 1 ? " record " : " records ") + what;
    }
}
