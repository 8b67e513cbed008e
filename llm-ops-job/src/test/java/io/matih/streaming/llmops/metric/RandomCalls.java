package io.matih.streaming.llmops.metric;

import io.matih.streaming.llmops.event.LlmCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded calls in which every optional field is absent now and then. */
final class RandomCalls {

    private RandomCalls() {}

    static List<LlmCall> of(Random random, int count) {
        List<LlmCall> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            LlmCall call = new LlmCall();
            call.tenantId = "tenant-" + random.nextInt(3);
            call.provider = random.nextInt(10) == 0 ? LlmCall.UNKNOWN : "provider-" + random.nextInt(2);
            call.model = "model-" + random.nextInt(3);
            call.cacheHit = random.nextInt(4) == 0;
            call.success = random.nextInt(12) != 0;
            call.tokensInput = sometimes(random, random.nextInt(8_000));
            call.tokensOutput = sometimes(random, random.nextInt(4_000));
            call.tokensCached = sometimes(random, random.nextInt(500));
            call.tokensReasoning = sometimes(random, random.nextInt(900));
            call.costNanoUsd = sometimes(random, random.nextLong(5_000_000_000L));
            call.latencyMillis = sometimes(random, Math.round(Math.exp(6 + random.nextGaussian())));
            call.ttftMillis = random.nextInt(5) == 0 ? LlmCall.ABSENT : Math.exp(4 + random.nextGaussian());
            call.accept();
            calls.add(call);
        }
        return calls;
    }

    private static long sometimes(Random random, long value) {
        return random.nextInt(6) == 0 ? LlmCall.ABSENT : value;
    }
}
