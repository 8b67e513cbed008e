package io.matih.streaming.benchmark.sidebyside;

import java.util.Random;

/** Makes language model calls of about 430 bytes: four models for each tenant. */
final class CallGenerator implements EventGenerator {

    private static final String[] PROVIDERS = {"anthropic", "openai"};
    private static final String[] MODELS = {"large-2026-05", "small-2026-05"};
    private static final int KINDS = PROVIDERS.length * MODELS.length;

    private final Random random;
    private final Spread spread;
    private final EventTimes times;
    private final JsonLine json = new JsonLine();

    CallGenerator(long seed, Spread spread, long startMillis) {
        this.random = new Random(seed);
        this.spread = spread;
        this.times = new EventTimes(random, startMillis, EventTimes.USUAL_MILLIS);
    }

    @Override
    public GeneratedEvent next() {
        return at(times.next());
    }

    @Override
    public GeneratedEvent at(long millis) {
        int tenant = spread.tenant(random);
        int kind = random.nextInt(KINDS);
        boolean cacheHit = random.nextInt(5) == 0;
        int tokensInput = 200 + random.nextInt(4_000);
        int tokensOutput = 20 + random.nextInt(900);
        long latencyMillis = cacheHit ? 3 + random.nextInt(40) : Math.round(Math.exp(7 + 0.6 * random.nextGaussian()));
        long id = random.nextLong();
        byte[] value = json.text("event_id", Long.toHexString(id | Long.MIN_VALUE))
                .text("event_type", "completion")
                .text("tenant_id", "tenant-", 10 + tenant)
                .text("session_id", "session-", 10_000_000 + (id & 0xfffff))
                .text("agent_id", "agent-", 100 + (id & 0x1f))
                .text("user_id", "user-", 10_000 + (id & 0xfff))
                .text("provider", PROVIDERS[kind / MODELS.length])
                .text("model", MODELS[kind % MODELS.length])
                .literal("cache_hit", Boolean.toString(cacheHit))
                .number("tokens_input", tokensInput)
                .number("tokens_output", tokensOutput)
                .number("tokens_cached", tokensInput / 2)
                .number("tokens_reasoning", tokensOutput / 3)
                .number("latency_ms", latencyMillis)
                .literal("ttft_ms", latencyMillis / 4 + ".5")
                .millionths("cost_usd", cacheHit ? 0 : 3L * tokensInput + 15L * tokensOutput)
                .literal("success", Boolean.toString(random.nextInt(50) != 0))
                .text("region", "eu-central-1")
                .timestamp("timestamp", millis)
                .toBytes();
        return new GeneratedEvent(value, millis, tenant * KINDS + kind, 1);
    }
}
