package io.matih.streaming.llmops;

import io.matih.streaming.decode.DecodeLimits;
import io.matih.streaming.decode.DecodeOptions;
import io.matih.streaming.job.JobLauncher;
import io.matih.streaming.job.StreamingJob;
import io.matih.streaming.kafka.EventFormat;
import io.matih.streaming.kafka.KafkaOptions;
import io.matih.streaming.llmops.event.LlmCall;
import io.matih.streaming.llmops.metric.LlmOpsAccumulator;
import io.matih.streaming.llmops.metric.LlmOpsKey;
import io.matih.streaming.llmops.metric.LlmOpsMetrics;
import io.matih.streaming.options.OptionSet;
import io.matih.streaming.options.Settings;
import io.matih.streaming.pipeline.WindowedJob;
import io.matih.streaming.window.WindowAggregate;
import io.matih.streaming.window.WindowOptions;
import java.time.Duration;

/** Language model calls from Kafka, as metrics per tenant, provider and model, into an Iceberg table. */
public final class LlmOpsJob {

    private static final OptionSet OPTIONS = WindowedJob.options()
            .withDefault(KafkaOptions.SOURCE_TOPIC, "matih.ai.llm-ops")
            .withDefault(KafkaOptions.GROUP, "flink-llm-ops-agg")
            .withDefault(WindowOptions.SIZE, Duration.ofMinutes(15));

    /** Name, options and definition, for whoever starts it. */
    public static final StreamingJob JOB = new WindowedJob<>(
                    "llm-ops", LlmOpsJob::calls, settings -> metrics(), LlmOpsMetrics.TABLE)
            .withOptions(OPTIONS);

    private LlmOpsJob() {}

    public static void main(String[] arguments) throws Exception {
        JobLauncher.run(JOB, arguments);
    }

    private static EventFormat<LlmCall> calls(Settings settings) {
        DecodeLimits limits = DecodeOptions.limits(settings);
        return new EventFormat<>(LlmCall.class, LlmCall::new, () -> new LlmCall.Decoder(limits)::decode);
    }

    /** One row per tenant, provider, model and window. */
    public static WindowAggregate<LlmCall, LlmOpsKey, LlmOpsAccumulator, LlmOpsMetrics> metrics() {
        return new WindowAggregate<>(
                LlmOpsKey.class,
                LlmOpsKey::of,
                LlmOpsAccumulator.class,
                LlmOpsAccumulator::new,
                LlmOpsMetrics.class,
                LlmOpsMetrics::of);
    }
}
