package io.matih.streaming.llmops.metric;

import static io.matih.streaming.llmops.metric.CallBuilder.aCall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.llmops.event.LlmCall;
import io.matih.streaming.window.WindowSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

class LlmOpsAccumulatorTest {

    private static final LlmOpsKey KEY = new LlmOpsKey("acme", "openai", "gpt-4o");
    private static final WindowSpan WINDOW = new WindowSpan(0, 900_000);

    @Test
    void anySplitMergedInAnyOrderEqualsTheWhole() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<LlmCall> calls = RandomCalls.of(random, 1 + random.nextInt(400));
            List<LlmOpsAccumulator> parts = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
                parts.add(new LlmOpsAccumulator());
            }
            for (LlmCall call : calls) {
                LlmOpsAccumulator part = parts.get(random.nextInt(parts.size()));
                part.add(call);
                part.inputRecords++;
            }
            while (parts.size() > 1) {
                LlmOpsAccumulator merged = parts.remove(random.nextInt(parts.size()));
                LlmOpsAccumulator into = parts.get(random.nextInt(parts.size()));
                into.merge(merged);
                into.inputRecords += merged.inputRecords;
            }

            assertThat(row(parts.get(0))).usingRecursiveComparison().isEqualTo(row(sumOf(calls)));
        }
    }

    @Test
    void callWithoutOptionalFieldsLeavesAveragesAndPercentilesUnknown() {
        LlmOpsMetrics row = row(sumOf(List.of(aCall().build())));

        assertThat(row.averageTokensInput()).isNull();
        assertThat(row.averageTokensOutput()).isNull();
        assertThat(row.averageLatencyMillis()).isNull();
        assertThat(row.maxLatencyMillis()).isNull();
        assertThat(row.p99LatencyMillis()).isNull();
        assertThat(row.averageUncachedLatencyMillis()).isNull();
        assertThat(row.p50TtftMillis()).isNull();
        assertThat(row.latencyTDigest()).isNull();
        assertThat(row.totalCostNanoUsd()).isZero();
        assertThat(row.unpricedRequests()).isEqualTo(1);
        assertThat(row.latencyCount()).isZero();
    }

    @Test
    void cacheHitCountsInAllLatenciesButNotInThoseOfTheProvider() {
        LlmOpsMetrics row = row(sumOf(List.of(
                aCall().latency(1_000).build(), aCall().cacheHit().latency(10).build())));

        assertThat(row.averageLatencyMillis()).isEqualTo(505.0);
        assertThat(row.p50LatencyMillis()).isEqualTo(10.0);
        assertThat(row.averageUncachedLatencyMillis()).isEqualTo(1_000.0);
        assertThat(row.p95UncachedLatencyMillis()).isEqualTo(1_000.0);
        assertThat(row.maxLatencyMillis()).isEqualTo(1_000);
    }

    @Test
    void percentileOfOneTimeToTheFirstTokenIsThatTime() {
        LlmOpsMetrics row = row(sumOf(List.of(aCall().ttft(12.5).build(), aCall().build())));

        assertThat(row.p50TtftMillis()).isEqualTo(12.5);
        assertThat(row.p95TtftMillis()).isEqualTo(12.5);
    }

    @Test
    void costOfNothingIsPriced() {
        LlmOpsMetrics row = row(sumOf(List.of(aCall().cost(0).build())));

        assertThat(row.unpricedRequests()).isZero();
    }

    @Test
    void sumThatLeavesItsColumnFailsLoudly() {
        LlmOpsAccumulator sums = new LlmOpsAccumulator();
        LlmCall dear = aCall().cost(999_999_999_999_999L).build();
        for (int i = 0; i < 1_000; i++) {
            sums.add(dear);
        }

        assertThatThrownBy(() -> sums.add(dear)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void stateNeedsNoKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(LlmOpsAccumulator.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(LlmOpsKey.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(LlmOpsMetrics.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(LlmCall.class);
    }

    @Test
    void keysHashTheSameInEveryJvm() {
        assertThat(KEY.hashCode()).isEqualTo(31 * (31 * "acme".hashCode() + "openai".hashCode()) + "gpt-4o".hashCode());
    }

    static LlmOpsAccumulator sumOf(List<LlmCall> calls) {
        LlmOpsAccumulator sums = new LlmOpsAccumulator();
        calls.forEach(sums::add);
        sums.inputRecords = calls.size();
        return sums;
    }

    private static LlmOpsMetrics row(LlmOpsAccumulator sums) {
        return LlmOpsMetrics.of(KEY, WINDOW, sums, 0);
    }
}
