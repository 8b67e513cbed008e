package io.matih.streaming.benchmark.sidebyside;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;

/**
 * Makes language model calls as JSON of about 430 bytes, the same for the same seed: 20 tenants with four models each, event
 * time that grows by {@value #MILLIS_PER_CALL} ms per call with up to 20 s of disorder.
 */
final class CallGenerator {

    static final int TENANTS = 20;
    static final int MILLIS_PER_CALL = 2;

    private static final String[] PROVIDERS = {"anthropic", "openai"};
    private static final String[] MODELS = {"large-2026-05", "small-2026-05"};
    private static final int DISORDER_MILLIS = 20_000;
    private static final int SKEWED_PERCENT = 90;
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    private final Random random;
    private final Spread spread;
    private final long startMillis;
    private final StringBuilder json = new StringBuilder(512);

    private long calls;
    private long formattedSecond = Long.MIN_VALUE;
    private String formatted = "";

    private int tenant;
    private int kind;
    private long eventTimeMillis;

    /** @param startMillis event time of the first call without its disorder */
    CallGenerator(long seed, Spread spread, long startMillis) {
        this.random = new Random(seed);
        this.spread = spread;
        this.startMillis = startMillis;
    }

    /** The next call. */
    byte[] next() {
        boolean isHeavy = spread == Spread.SKEWED && random.nextInt(100) < SKEWED_PERCENT;
        tenant = isHeavy ? 0 : random.nextInt(TENANTS);
        eventTimeMillis = startMillis + calls * MILLIS_PER_CALL + DISORDER_MILLIS - random.nextInt(DISORDER_MILLIS);
        calls++;
        return write();
    }

    /** A call at a moment of its own. */
    byte[] at(long millis) {
        tenant = 0;
        eventTimeMillis = millis;
        return write();
    }

    /** Event time of the call made last. */
    long eventTimeMillis() {
        return eventTimeMillis;
    }

    /** A number for tenant, provider and model of the call made last; the same numbers for the same. */
    int key() {
        return tenant * PROVIDERS.length * MODELS.length + kind;
    }

    private byte[] write() {
        kind = random.nextInt(PROVIDERS.length * MODELS.length);
        boolean cacheHit = random.nextInt(5) == 0;
        int tokensInput = 200 + random.nextInt(4_000);
        int tokensOutput = 20 + random.nextInt(900);
        long latencyMillis = cacheHit ? 3 + random.nextInt(40) : Math.round(Math.exp(7 + 0.6 * random.nextGaussian()));
        int costMicros = cacheHit ? 0 : 3 * tokensInput + 15 * tokensOutput;
        long id = random.nextLong() >>> 1;

        json.setLength(0);
        json.append("{\"event_id\":\"").append(Long.toHexString(id | Long.MIN_VALUE));
        json.append("\",\"event_type\":\"completion\",\"tenant_id\":\"tenant-").append(10 + tenant);
        json.append("\",\"session_id\":\"session-").append(10_000_000 + (id & 0xfffff));
        json.append("\",\"agent_id\":\"agent-").append(100 + (id & 0x1f));
        json.append("\",\"user_id\":\"user-").append(10_000 + (id & 0xfff));
        json.append("\",\"provider\":\"").append(PROVIDERS[kind / MODELS.length]);
        json.append("\",\"model\":\"").append(MODELS[kind % MODELS.length]);
        json.append("\",\"cache_hit\":").append(cacheHit);
        json.append(",\"tokens_input\":").append(tokensInput);
        json.append(",\"tokens_output\":").append(tokensOutput);
        json.append(",\"tokens_cached\":").append(tokensInput / 2);
        json.append(",\"tokens_reasoning\":").append(tokensOutput / 3);
        json.append(",\"latency_ms\":").append(latencyMillis);
        json.append(",\"ttft_ms\":").append(latencyMillis / 4).append(".5");
        json.append(",\"cost_usd\":0.").append(Integer.toString(1_000_000 + costMicros), 1, 7);
        json.append(",\"success\":").append(random.nextInt(50) != 0);
        json.append(",\"region\":\"eu-central-1\",\"timestamp\":\"");
        appendTimestamp();
        return json.append("\"}").toString().getBytes(ISO_8859_1);
    }

    private void appendTimestamp() {
        long second = Math.floorDiv(eventTimeMillis, 1_000);
        if (second != formattedSecond) {
            formattedSecond = second;
            formatted = SECONDS.format(Instant.ofEpochSecond(second));
        }
        long millis = Math.floorMod(eventTimeMillis, 1_000);
        json.append(formatted)
                .append('.')
                .append(Long.toString(1_000 + millis), 1, 4)
                .append('Z');
    }
}
