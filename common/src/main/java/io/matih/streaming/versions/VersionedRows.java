package io.matih.streaming.versions;

import io.matih.streaming.record.InputRecord;
import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.function.SerializableFunction;
import org.jspecify.annotations.Nullable;

/**
 * Gives each row the value that was valid at its moment.
 *
 * <pre>{@code
 * new VersionedRows<>(ShopKey.class, Sales::key, Sales::windowEndMillis, Sales::withManager)
 *         .join(sales, managers, record -> Version.of(record.shop, record.sinceMillis, record.manager), "managers")
 * }</pre>
 *
 * @param keyClass the key: a class with a hash code that is the same in every JVM, that Flink serializes without Kryo
 * @param keyOf whose value a row gets
 * @param momentOf at which moment it must be valid, in epoch milliseconds
 * @param withValue the same row with a value, or null where there is none; rows are never changed in place
 */
public record VersionedRows<K, R>(
        Class<K> keyClass,
        SerializableFunction<R, K> keyOf,
        SerializableFunction<R, Long> momentOf,
        WithValue<R> withValue)
        implements Serializable {

    /** Puts a value into a row. */
    @FunctionalInterface
    public interface WithValue<R> extends Serializable {
        R apply(R row, @Nullable String value);
    }

    /**
     * Joins rows with the versions of a topic.
     *
     * @param records as {@link io.matih.streaming.kafka.VersionSource} reads them
     * @param versionOf the version that a record holds, or null when it holds none; must not keep a reference to the record
     * @param uidPrefix what the uids of the two stages begin with; never changes between releases
     */
    public <E extends InputRecord> DataStream<R> join(
            DataStream<R> rows,
            SingleOutputStreamOperator<E> records,
            SerializableFunction<E, @Nullable Version<K>> versionOf,
            String uidPrefix) {
        DataStream<Version<K>> versions = records.flatMap(new VersionReader<>(versionOf), Version.type(keyClass))
                .name(uidPrefix + "-versions")
                .uid(uidPrefix + "-versions")
                .setParallelism(1);
        return rows.connect(versions)
                .keyBy(keyOf::apply, version -> version.key, TypeInformation.of(keyClass))
                .transform(uidPrefix + "-join", rows.getType(), new VersionJoin<>(this, rows.getType()))
                .uid(uidPrefix + "-join");
    }
}
