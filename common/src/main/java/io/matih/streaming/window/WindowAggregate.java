package io.matih.streaming.window;

import io.matih.streaming.record.InputRecord;
import java.io.Serializable;

/**
 * What a job says about its windows: the key of an event, the arithmetic and the row.
 *
 * <p>The arithmetic must not depend on how the events are split or in which order the parts are merged: the same
 * functions run beside the source, on bundles of any size, and in the window.
 *
 * @param <E> the event
 * @param <K> the key; a class with a hash code that is the same in every JVM, that Flink serializes without Kryo
 * @param <A> the accumulator; a mutable class that Flink serializes without Kryo
 * @param <R> the row
 */
public interface WindowAggregate<E extends InputRecord, K, A extends WindowAccumulator, R> extends Serializable {

    /** The key of an accepted event; must not keep a reference to the event. */
    K keyOf(E event);

    /** An accumulator of nothing. */
    A createAccumulator();

    /** Adds an event to an accumulator. */
    void add(A accumulator, E event);

    /** Adds all that {@code from} holds to {@code into}; {@code from} is not used afterwards. */
    void merge(A into, A from);

    /**
     * The row of a window.
     *
     * @param revision 0 for the first result of this key and window, one more for each correction
     */
    R result(K key, WindowSpan window, A accumulator, int revision);

    /** The class of the key. */
    Class<K> keyClass();

    /** The class of the accumulator. */
    Class<A> accumulatorClass();

    /** The class of the row. */
    Class<R> rowClass();
}
