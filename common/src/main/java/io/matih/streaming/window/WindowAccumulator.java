package io.matih.streaming.window;

/**
 * What a window knows of one key so far. A job's accumulator extends this with its own sums; the two fields here are
 * kept by the kernel, so that no job can forget to account for its input.
 */
public abstract class WindowAccumulator {

    /** How many events this accumulator was made of. */
    public long inputRecords;

    /** Wrapping sum of the {@link io.matih.streaming.record.RecordHash} of those events. */
    public long inputHash;

    /** Roughly how much heap this takes, so that a bundle of accumulators can be bounded. */
    public abstract long sizeInBytes();

    final void count(long recordHash) {
        inputRecords++;
        inputHash += recordHash;
    }

    final void countAll(WindowAccumulator other) {
        inputRecords += other.inputRecords;
        inputHash += other.inputHash;
    }
}
