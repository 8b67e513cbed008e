package io.matih.streaming.window;

import io.matih.streaming.record.KafkaRecord;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * Part of a window's result for one key, on its way from the source's task to the window's.
 *
 * <p>Either the sums of events that cannot be late where they go, or one event that may be; only the latter carries its
 * original record.
 */
public final class Partial<K, A extends WindowAccumulator<?, A>> {

    @SuppressWarnings("NullAway.Init") // set before it is emitted; Flink needs the empty constructor
    public K key;

    public long windowStartMillis;

    @SuppressWarnings("NullAway.Init")
    public A accumulator;

    /** The record that this is made of when it is still to be judged; null when it cannot be late. */
    public @Nullable KafkaRecord origin;

    /** Binary form of the {@link DistinctValues} of an event that is still to be judged; null when it has none. */
    public byte @Nullable [] distinctValues;

    /** The type without generics: its parts are named by the job's classes. */
    @SuppressWarnings("unchecked")
    static <K, A extends WindowAccumulator<?, A>> TypeInformation<Partial<K, A>> type(
            Class<K> keys, Class<A> accumulators) {
        TypeInformation<?> type = Types.POJO(
                Partial.class,
                Map.of(
                        "key", TypeInformation.of(keys),
                        "windowStartMillis", Types.LONG,
                        "accumulator", TypeInformation.of(accumulators),
                        "origin", TypeInformation.of(KafkaRecord.class),
                        "distinctValues", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        return (TypeInformation<Partial<K, A>>) type;
    }
}
