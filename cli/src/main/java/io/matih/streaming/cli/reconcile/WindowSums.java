package io.matih.streaming.cli.reconcile;

/**
 * What belongs into one window of one key, and what the table says. Hashes are wrapping sums of {@link
 * io.matih.streaming.record.RecordHash}.
 */
final class WindowSums {

    /** Records that belong here and are nowhere else. */
    long expectedRecords;

    long expectedHash;

    /** Records that may have come too late to be read by the job, among those that belong here. */
    long undecidedRecords;

    long undecidedHash;

    /** Rows of the table, all revisions. */
    int rows;

    /** Highest revision; -1 without a row. */
    int revision = -1;

    /** Rows with the highest revision. */
    int newestRows;

    /** Sums over the rows with the highest revision. */
    long tableRecords;

    long tableHash;

    void expect(long recordHash) {
        expectedRecords++;
        expectedHash += recordHash;
    }

    void expectPerhaps(long recordHash) {
        undecidedRecords++;
        undecidedHash += recordHash;
    }

    void addRow(int rowRevision, long inputRecords, long inputHash) {
        rows++;
        if (rowRevision > revision) {
            revision = rowRevision;
            newestRows = 0;
            tableRecords = 0;
            tableHash = 0;
        }
        if (rowRevision == revision) {
            newestRows++;
            tableRecords += inputRecords;
            tableHash += inputHash;
        }
    }

    /**
     * Takes the records that the job may not have read as read when only that explains the row: its position is known as it
     * was one checkpoint ago.
     */
    void settleUndecided() {
        if (undecidedRecords > 0
                && tableRecords == expectedRecords + undecidedRecords
                && tableHash == expectedHash + undecidedHash) {
            expectedRecords += undecidedRecords;
            expectedHash += undecidedHash;
            undecidedRecords = 0;
            undecidedHash = 0;
        }
    }

    /** Whether the table says what it should: one row for each revision, the newest of exactly these records. */
    boolean agrees() {
        if (rows == 0) {
            return expectedRecords == 0;
        }
        return rows == revision + 1 && newestRows == 1 && tableRecords == expectedRecords && tableHash == expectedHash;
    }

    /** Whether the newest row stands there more than once, otherwise right. */
    boolean isRowRepeated() {
        return newestRows > 1
                && expectedRecords > 0
                && tableRecords == newestRows * expectedRecords
                && tableHash == newestRows * expectedHash;
    }
}
