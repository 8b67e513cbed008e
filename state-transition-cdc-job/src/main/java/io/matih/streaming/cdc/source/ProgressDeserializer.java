package io.matih.streaming.cdc.source;

import org.apache.flink.cdc.debezium.DebeziumDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.connect.source.SourceRecord;

/** A deserializer that also wants to know how far the change stream has been read while nothing changes. */
public interface ProgressDeserializer<T> extends DebeziumDeserializationSchema<T> {

    /**
     * Called about once in a heartbeat interval.
     *
     * @param heartbeat its offset has the time of the transaction that is being read or was read last; all changes of those
     *     before have been given
     */
    void deserializeProgress(SourceRecord heartbeat, Collector<T> out);
}
