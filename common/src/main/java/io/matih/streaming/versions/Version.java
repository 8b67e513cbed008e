package io.matih.streaming.versions;

import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/** A value of a key, valid from a moment on until the key's next version. */
public final class Version<K> {

    @SuppressWarnings("NullAway.Init") // set before it is emitted; Flink needs the empty constructor
    public K key;

    /** Epoch milliseconds; the first moment at which the value is valid. */
    public long validFromMillis;

    /** Null when the key has no value from then on. */
    public @Nullable String value;

    public static <K> Version<K> of(K key, long validFromMillis, @Nullable String value) {
        Version<K> version = new Version<>();
        version.key = key;
        version.validFromMillis = validFromMillis;
        version.value = value;
        return version;
    }

    /** The type without generics: the key is named by the job's class. */
    @SuppressWarnings("unchecked")
    static <K> TypeInformation<Version<K>> type(Class<K> keys) {
        TypeInformation<?> type = Types.POJO(
                Version.class,
                Map.of("key", TypeInformation.of(keys), "validFromMillis", Types.LONG, "value", Types.STRING));
        return (TypeInformation<Version<K>>) type;
    }
}
