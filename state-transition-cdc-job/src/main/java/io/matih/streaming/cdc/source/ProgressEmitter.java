package io.matih.streaming.cdc.source;

import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.cdc.connectors.base.source.meta.offset.OffsetFactory;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitState;
import org.apache.flink.cdc.connectors.base.source.metrics.SourceReaderMetrics;
import org.apache.flink.cdc.connectors.base.source.reader.IncrementalSourceRecordEmitter;
import org.apache.flink.cdc.connectors.base.utils.SourceRecordUtils;
import org.apache.flink.util.Collector;
import org.apache.kafka.connect.source.SourceRecord;

/** Gives heartbeats to the deserializer too, in their place between the changes; Flink CDC's own only takes their position. */
final class ProgressEmitter<T> extends IncrementalSourceRecordEmitter<T> {

    private final ProgressDeserializer<T> deserializer;

    ProgressEmitter(ProgressDeserializer<T> deserializer, SourceReaderMetrics metrics, OffsetFactory offsetFactory) {
        super(deserializer, metrics, false, offsetFactory);
        this.deserializer = deserializer;
    }

    @Override
    protected void processElement(SourceRecord element, SourceOutput<T> output, SourceSplitState split)
            throws Exception {
        super.processElement(element, output, split);
        if (SourceRecordUtils.isHeartbeatEvent(element)) {
            deserializer.deserializeProgress(element, new ToOutput<>(output));
        }
    }

    private record ToOutput<T>(SourceOutput<T> output) implements Collector<T> {
        @Override
        public void collect(T element) {
            output.collect(element);
        }

        @Override
        public void close() {
            // The output is not ours.
        }
    }
}
