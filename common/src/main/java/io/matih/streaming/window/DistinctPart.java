package io.matih.streaming.window;

import java.util.Map;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** Distinct values of one key and window, on their way to the task that counts their shard. */
public final class DistinctPart<K> {

    @SuppressWarnings("NullAway.Init") // set before it is emitted; Flink needs the empty constructor
    public DistinctShard<K> shard;

    public long windowStartMillis;

    /** Binary form of {@link DistinctValues}. */
    public byte[] values = {};

    /** The type without generics: the key is named by the job's class. */
    @SuppressWarnings("unchecked")
    static <K> TypeInformation<DistinctPart<K>> type(Class<K> keys) {
        TypeInformation<?> type = Types.POJO(
                DistinctPart.class,
                Map.of(
                        "shard", DistinctShard.type(keys),
                        "windowStartMillis", Types.LONG,
                        "values", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        return (TypeInformation<DistinctPart<K>>) type;
    }
}
