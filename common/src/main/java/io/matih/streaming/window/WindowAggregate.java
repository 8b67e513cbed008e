package io.matih.streaming.window;

import io.matih.streaming.record.InputRecord;
import java.io.Serializable;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * What a job says about its windows: the key of an event, what is kept, and the row.
 *
 * <pre>{@code
 * new WindowAggregate<>(
 *         ViewKey.class, ViewKey::of, ViewAccumulator.class, ViewAccumulator::new, ViewMetrics.class, ViewMetrics::of)
 * }</pre>
 *
 * @param keyClass the key: a class with a hash code that is the same in every JVM, that Flink serializes without Kryo
 * @param keyOf the key of an accepted event; must not keep a reference to the event
 * @param accumulatorClass a mutable class that Flink serializes without Kryo
 * @param newAccumulator an accumulator of nothing
 * @param rowClass the row
 * @param rowOf the row of a window
 */
public record WindowAggregate<E extends InputRecord, K, A extends WindowAccumulator<E, A>, R>(
        Class<K> keyClass,
        SerializableFunction<E, K> keyOf,
        Class<A> accumulatorClass,
        SerializableSupplier<A> newAccumulator,
        Class<R> rowClass,
        RowFunction<K, A, R> rowOf)
        implements Serializable {

    /** Makes the row of a window from what was kept. */
    @FunctionalInterface
    public interface RowFunction<K, A, R> extends Serializable {

        /** @param revision 0 for the first result of this key and window, one more for each correction */
        R row(K key, WindowSpan window, A accumulator, int revision);
    }
}
