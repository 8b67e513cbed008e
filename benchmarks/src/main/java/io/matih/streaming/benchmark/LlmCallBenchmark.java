package io.matih.streaming.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.matih.streaming.decode.DecodeLimits;
import io.matih.streaming.llmops.event.LlmCall;
import io.matih.streaming.llmops.metric.LlmOpsAccumulator;
import io.matih.streaming.record.Outcome;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one call of about 430 bytes costs: to decode it, and to add it to a window's sums. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LlmCallBenchmark {

    private static final int CALLS = 1_000;

    private final LlmCall.Decoder decoder = new LlmCall.Decoder(DecodeLimits.DEFAULT);
    private final LlmCall decoded = new LlmCall();
    private final ByteBuffer[] values = new ByteBuffer[CALLS];
    private final LlmCall[] calls = new LlmCall[CALLS];

    /** Makes the calls of one window. */
    @Setup
    public void fill() {
        Random random = new Random(1);
        for (int i = 0; i < CALLS; i++) {
            values[i] = ByteBuffer.wrap(value(random).getBytes(UTF_8));
            calls[i] = new LlmCall();
            decoder.decode(values[i], calls[i]);
            if (calls[i].outcome != Outcome.ACCEPTED) {
                throw new IllegalStateException("expected a good call, but got " + calls[i].detail);
            }
        }
    }

    private static String value(Random random) {
        long latencyMillis = Math.round(Math.exp(7 + 0.6 * random.nextGaussian()));
        return """
                {"event_id":"%016x","event_type":"completion","tenant_id":"tenant-%d","session_id":"session-%d",\
                "agent_id":"agent-%d","user_id":"user-%d","provider":"anthropic","model":"large-2026-05","cache_hit":%b,\
                "tokens_input":%d,"tokens_output":%d,"tokens_cached":%d,"tokens_reasoning":%d,"latency_ms":%d,\
                "ttft_ms":%d.5,"cost_usd":0.0%d,"success":true,"region":"eu-central-1",\
                "timestamp":"2026-11-20T10:15:%d.%03dZ"}"""
                .formatted(
                        random.nextLong(),
                        10 + random.nextInt(20),
                        10_000_000 + random.nextInt(1_000_000),
                        100 + random.nextInt(32),
                        10_000 + random.nextInt(4_096),
                        random.nextInt(5) == 0,
                        200 + random.nextInt(4_000),
                        20 + random.nextInt(900),
                        100 + random.nextInt(100),
                        random.nextInt(20),
                        latencyMillis,
                        latencyMillis / 4,
                        10_000 + random.nextInt(80_000),
                        10 + random.nextInt(50),
                        random.nextInt(1_000));
    }

    @Benchmark
    @OperationsPerInvocation(CALLS)
    public LlmCall decode() {
        for (ByteBuffer value : values) {
            decoder.decode(value, decoded);
        }
        return decoded;
    }

    @Benchmark
    @OperationsPerInvocation(CALLS)
    public LlmOpsAccumulator accumulate() {
        LlmOpsAccumulator accumulator = new LlmOpsAccumulator();
        for (LlmCall call : calls) {
            accumulator.add(call);
        }
        return accumulator;
    }
}
