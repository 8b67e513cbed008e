package io.matih.streaming.window;

import io.matih.streaming.record.InputRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a window knows of one key so far. A job's accumulator extends this with its own sums; the two fields here are
 * kept by the kernel, so that no job can forget to account for its input.
 *
 * <p>The arithmetic must not depend on how the events are split or in which order the parts are merged: the same class
 * works beside the source, on bundles of any size, and in the window.
 *
 * @param <E> the event
 * @param <A> the accumulator's own class
 */
public abstract class WindowAccumulator<E extends InputRecord, A extends WindowAccumulator<E, A>> {

    /** How many events this accumulator was made of. */
    public long inputRecords;

    /** Wrapping sum of the {@link io.matih.streaming.record.RecordHash} of those events. */
    public long inputHash;

    /** Adds an event; must not keep a reference to it, the object is reused. */
    public abstract void add(E event);

    /** Adds all that another accumulator holds; the other is not used afterwards. */
    public abstract void merge(A other);

    /** Roughly how much heap this takes, so that a bundle of accumulators can be bounded. */
    public abstract long sizeInBytes();

    final void count(long recordHash) {
        inputRecords++;
        inputHash += recordHash;
    }

    final void mergeAll(A other) {
        merge(other);
        inputRecords += other.inputRecords;
        inputHash += other.inputHash;
    }

    /** The values that are still to be counted; null when this class counts no distinct values. */
    @Nullable DistinctValues distinctValues() {
        return null;
    }
}
