package io.matih.streaming.llmops;

import io.matih.streaming.llmops.event.LlmCall;
import io.matih.streaming.llmops.metric.LlmOpsAggregate;
import io.matih.streaming.llmops.metric.LlmOpsMetrics;
import io.matih.streaming.window.WindowAggregation;
import io.matih.streaming.window.WindowSettings;
import io.matih.streaming.window.WindowedStreams;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The topology between source and sinks: calls in; rows, late calls and dead letters out. */
public final class LlmOpsPipeline {

    private LlmOpsPipeline() {}

    /** One row per tenant, provider, model and window. */
    public static WindowedStreams<LlmOpsMetrics> metricsOf(DataStream<LlmCall> calls, WindowSettings windows) {
        return WindowAggregation.apply(calls, new LlmOpsAggregate(), windows);
    }
}
