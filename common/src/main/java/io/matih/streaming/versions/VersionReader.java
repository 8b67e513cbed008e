package io.matih.streaming.versions;

import io.matih.streaming.record.InputRecord;
import io.matih.streaming.record.Outcome;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableFunction;
import org.jspecify.annotations.Nullable;

/**
 * Takes the versions out of a topic's records. Records that cannot be read are left out and counted as
 * {@code versions_unreadable}; what only says how far the topic is complete has done its work in the watermark.
 */
final class VersionReader<E extends InputRecord, K> extends RichFlatMapFunction<E, Version<K>> {

    private static final long serialVersionUID = 1L;

    private final SerializableFunction<E, @Nullable Version<K>> versionOf;
    private transient @Nullable Counter versions;
    private transient @Nullable Counter unreadable;

    VersionReader(SerializableFunction<E, @Nullable Version<K>> versionOf) {
        this.versionOf = versionOf;
    }

    @Override
    public void open(OpenContext context) {
        versions = getRuntimeContext().getMetricGroup().counter("versions_read");
        unreadable = getRuntimeContext().getMetricGroup().counter("versions_unreadable");
    }

    @Override
    public void flatMap(E record, Collector<Version<K>> out) {
        if (record.outcome == Outcome.REJECTED) {
            Objects.requireNonNull(unreadable).inc();
            return;
        }
        Version<K> version = versionOf.apply(record);
        if (version != null) {
            Objects.requireNonNull(versions).inc();
            out.collect(version);
        }
    }
}
