package io.matih.streaming.window;

import io.matih.streaming.record.InputRecord;
import io.matih.streaming.text.Utf8Text;

/**
 * An accumulator that also counts distinct values, exactly, however many there are.
 *
 * <p>{@link #add} names the values of an event; {@link #countDistinct} is called once for each that was named in the
 * window, by however many events. What it changes must be additive, because values are spread over tasks and the parts
 * are merged.
 *
 * <pre>{@code
 * public void add(View view) {
 *     distinct(VISITORS, view.visitor);
 *     distinct(VISITORS_OF_PAGE, view.page, view.visitor);
 * }
 *
 * protected void countDistinct(int set, String group, Utf8Text value) {
 *     switch (set) {
 *         case VISITORS -> visitors++;
 *         case VISITORS_OF_PAGE -> topPages.add(group);
 *     }
 * }
 * }</pre>
 */
public abstract class DistinctAccumulator<E extends InputRecord, A extends WindowAccumulator<E, A>>
        extends WindowAccumulator<E, A> {

    // Not part of the state: values leave for their own tasks before an accumulator is sent or stored.
    private final transient DistinctValues values = new DistinctValues();

    /**
     * Names a value of one of the sets.
     *
     * @param set 0 to 127; which set of values
     */
    protected final void distinct(int set, Utf8Text value) {
        values.add(set, "", value);
    }

    /** Names a value that counts once in each group, as a visitor of a page. */
    protected final void distinct(int set, String group, Utf8Text value) {
        values.add(set, group, value);
    }

    /**
     * Counts a value that was not counted before in this window.
     *
     * @param group empty for a set without groups
     * @param value must not be kept, the object is reused
     */
    protected abstract void countDistinct(int set, String group, Utf8Text value);

    /**
     * Over how many shards the values of one key are spread, which are counted separately: what a single key's counting
     * can use of the parallelism, and the share of its values that is on the heap when a window ends. Each shard costs a
     * timer and a part of the result for each key and window, so many keys of few values want few. Must never change
     * while there is state of the job, because a value has to stay in its shard.
     */
    protected int shards() {
        return 32;
    }

    @Override
    final DistinctValues distinctValues() {
        return values;
    }
}
