package io.matih.streaming.pipeline;

import io.matih.streaming.options.Settings;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What a job does with its rows between the windows and the table. */
@FunctionalInterface
public interface RowStep<R> {

    /** The rows as they are written; never more, never fewer. */
    DataStream<R> apply(DataStream<R> rows, Settings settings);
}
