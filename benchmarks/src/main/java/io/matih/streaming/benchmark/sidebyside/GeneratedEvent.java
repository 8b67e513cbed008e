package io.matih.streaming.benchmark.sidebyside;

/**
 * One event.
 *
 * @param row a number for the key of its row, or {@link #FILTERED}; the same number for the same key
 * @param counted what it adds to the count of its row: 1 for an event, or for the first of a session in a window
 */
@SuppressWarnings("ArrayRecordComponent") // is sent, never compared
record GeneratedEvent(byte[] value, long eventTimeMillis, int row, int counted) {

    /** The row of an event that the job does not keep. */
    static final int FILTERED = -1;

    boolean isKept() {
        return row != FILTERED;
    }
}
