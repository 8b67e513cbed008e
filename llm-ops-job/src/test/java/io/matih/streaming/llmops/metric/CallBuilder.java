package io.matih.streaming.llmops.metric;

import io.matih.streaming.llmops.event.LlmCall;

/** Calls for tests: without anything optional until said otherwise. */
final class CallBuilder {

    private final LlmCall call = new LlmCall();

    private CallBuilder() {
        call.tenantId = "acme";
        call.accept();
    }

    static CallBuilder aCall() {
        return new CallBuilder();
    }

    CallBuilder cacheHit() {
        call.cacheHit = true;
        return this;
    }

    CallBuilder latency(long millis) {
        call.latencyMillis = millis;
        return this;
    }

    CallBuilder ttft(double millis) {
        call.ttftMillis = millis;
        return this;
    }

    CallBuilder cost(long nanoUsd) {
        call.costNanoUsd = nanoUsd;
        return this;
    }

    LlmCall build() {
        return call;
    }
}
