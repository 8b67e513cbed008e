package io.matih.streaming.llmops.metric;

import static io.matih.streaming.llmops.event.LlmCall.ABSENT;

import io.matih.streaming.llmops.event.LlmCall;
import io.matih.streaming.sketch.Distribution;
import io.matih.streaming.sketch.Money;
import io.matih.streaming.window.WindowAccumulator;

/**
 * Sums over calls. Every field is a sum, a largest value or a distribution, so any split of the calls, merged in any
 * order, gives the same. Sums that leave 64 bits throw.
 */
public final class LlmOpsAccumulator extends WindowAccumulator<LlmCall, LlmOpsAccumulator> {

    private static final long SUMS_BYTES = 160;

    public long cacheHits;
    public long failures;

    public long tokensInput;
    public long tokensInputCount;
    public long tokensOutput;
    public long tokensOutputCount;
    public long tokensCached;
    public long tokensReasoning;

    public long costNanoUsd;
    public long unpricedRequests;

    public long hitLatencyMillis;
    public long uncachedLatencyMillis;
    /** {@link LlmCall#ABSENT} while no call had a latency. */
    public long maxLatencyMillis = ABSENT;

    public Distribution hitLatencies = new Distribution();
    public Distribution uncachedLatencies = new Distribution();
    public Distribution ttfts = new Distribution();

    @Override
    public void add(LlmCall call) {
        if (call.cacheHit) {
            cacheHits++;
        }
        if (!call.success) {
            failures++;
        }
        addTokens(call);
        if (call.costNanoUsd == ABSENT) {
            unpricedRequests++;
        } else {
            costNanoUsd = Money.add(costNanoUsd, call.costNanoUsd);
        }
        if (call.latencyMillis != ABSENT) {
            addLatency(call);
        }
        if (call.ttftMillis != ABSENT) {
            ttfts.add(call.ttftMillis);
        }
    }

    private void addTokens(LlmCall call) {
        if (call.tokensInput != ABSENT) {
            tokensInput = Math.addExact(tokensInput, call.tokensInput);
            tokensInputCount++;
        }
        if (call.tokensOutput != ABSENT) {
            tokensOutput = Math.addExact(tokensOutput, call.tokensOutput);
            tokensOutputCount++;
        }
        if (call.tokensCached != ABSENT) {
            tokensCached = Math.addExact(tokensCached, call.tokensCached);
        }
        if (call.tokensReasoning != ABSENT) {
            tokensReasoning = Math.addExact(tokensReasoning, call.tokensReasoning);
        }
    }

    private void addLatency(LlmCall call) {
        maxLatencyMillis = Math.max(maxLatencyMillis, call.latencyMillis);
        if (call.cacheHit) {
            hitLatencyMillis = Math.addExact(hitLatencyMillis, call.latencyMillis);
            hitLatencies.add((double) call.latencyMillis);
        } else {
            uncachedLatencyMillis = Math.addExact(uncachedLatencyMillis, call.latencyMillis);
            uncachedLatencies.add((double) call.latencyMillis);
        }
    }

    @Override
    public void merge(LlmOpsAccumulator other) {
        cacheHits += other.cacheHits;
        failures += other.failures;
        tokensInput = Math.addExact(tokensInput, other.tokensInput);
        tokensInputCount += other.tokensInputCount;
        tokensOutput = Math.addExact(tokensOutput, other.tokensOutput);
        tokensOutputCount += other.tokensOutputCount;
        tokensCached = Math.addExact(tokensCached, other.tokensCached);
        tokensReasoning = Math.addExact(tokensReasoning, other.tokensReasoning);
        costNanoUsd = Money.add(costNanoUsd, other.costNanoUsd);
        unpricedRequests += other.unpricedRequests;
        hitLatencyMillis = Math.addExact(hitLatencyMillis, other.hitLatencyMillis);
        uncachedLatencyMillis = Math.addExact(uncachedLatencyMillis, other.uncachedLatencyMillis);
        maxLatencyMillis = Math.max(maxLatencyMillis, other.maxLatencyMillis);
        hitLatencies.merge(other.hitLatencies);
        uncachedLatencies.merge(other.uncachedLatencies);
        ttfts.merge(other.ttfts);
    }

    @Override
    public long sizeInBytes() {
        return SUMS_BYTES + hitLatencies.sizeInBytes() + uncachedLatencies.sizeInBytes() + ttfts.sizeInBytes();
    }
}
