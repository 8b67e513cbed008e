package io.matih.streaming.llmops.metric;

import io.matih.streaming.llmops.event.LlmCall;
import io.matih.streaming.window.WindowAggregate;
import io.matih.streaming.window.WindowSpan;

/** Connects calls, accumulator and row to the windows; not touched by a new metric. */
public final class LlmOpsAggregate implements WindowAggregate<LlmCall, LlmOpsKey, LlmOpsAccumulator, LlmOpsMetrics> {

    private static final long serialVersionUID = 1L;

    @Override
    public LlmOpsKey keyOf(LlmCall call) {
        return new LlmOpsKey(call.tenantId, call.provider, call.model);
    }

    @Override
    public LlmOpsAccumulator createAccumulator() {
        return new LlmOpsAccumulator();
    }

    @Override
    public void add(LlmOpsAccumulator accumulator, LlmCall call) {
        accumulator.add(call);
    }

    @Override
    public void merge(LlmOpsAccumulator into, LlmOpsAccumulator from) {
        into.merge(from);
    }

    @Override
    public LlmOpsMetrics result(LlmOpsKey key, WindowSpan window, LlmOpsAccumulator accumulator, int revision) {
        return LlmOpsMetrics.of(key, window, accumulator, revision);
    }

    @Override
    public Class<LlmOpsKey> keyClass() {
        return LlmOpsKey.class;
    }

    @Override
    public Class<LlmOpsAccumulator> accumulatorClass() {
        return LlmOpsAccumulator.class;
    }

    @Override
    public Class<LlmOpsMetrics> rowClass() {
        return LlmOpsMetrics.class;
    }
}
