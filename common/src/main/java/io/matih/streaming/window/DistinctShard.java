package io.matih.streaming.window;

import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** A share of the distinct values of one key. */
public final class DistinctShard<K> {

    @SuppressWarnings("NullAway.Init") // set when it is made; Flink needs the empty constructor
    public K key;

    public int number;

    public DistinctShard() {}

    DistinctShard(K key, int number) {
        this.key = key;
        this.number = number;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DistinctShard<?> shard && number == shard.number && key.equals(shard.key);
    }

    /** Decides which task holds a shard's state: it must be the same in every JVM, as the key's is. */
    @Override
    public int hashCode() {
        return 31 * key.hashCode() + number;
    }

    @SuppressWarnings("unchecked")
    static <K> TypeInformation<DistinctShard<K>> type(Class<K> keys) {
        TypeInformation<?> type =
                Types.POJO(DistinctShard.class, Map.of("key", TypeInformation.of(keys), "number", Types.INT));
        return (TypeInformation<DistinctShard<K>>) type;
    }
}
