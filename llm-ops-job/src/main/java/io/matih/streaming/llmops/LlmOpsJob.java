package io.matih.streaming.llmops;

import io.matih.streaming.decode.DecodeLimits;
import io.matih.streaming.decode.DecodeOptions;
import io.matih.streaming.iceberg.IcebergOutput;
import io.matih.streaming.iceberg.IcebergSettings;
import io.matih.streaming.job.JobLauncher;
import io.matih.streaming.job.StreamingJob;
import io.matih.streaming.kafka.EventFormat;
import io.matih.streaming.kafka.EventTimeOptions;
import io.matih.streaming.kafka.JobTopics;
import io.matih.streaming.kafka.KafkaOptions;
import io.matih.streaming.kafka.KafkaTopics;
import io.matih.streaming.kafka.OriginalRecordSinks;
import io.matih.streaming.kafka.RecordSource;
import io.matih.streaming.llmops.event.LlmCall;
import io.matih.streaming.llmops.event.LlmCallDecoder;
import io.matih.streaming.llmops.metric.LlmOpsMetrics;
import io.matih.streaming.options.Settings;
import io.matih.streaming.window.WindowOptions;
import io.matih.streaming.window.WindowedStreams;
import java.time.Clock;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Language model calls from Kafka, as metrics per tenant, provider and model, into an Iceberg table. */
public final class LlmOpsJob {

    /** Name, options and definition, for whoever starts it. */
    public static final StreamingJob JOB = new StreamingJob("llm-ops", LlmOpsOptions.ALL, LlmOpsJob::define);

    private LlmOpsJob() {}

    public static void main(String[] arguments) throws Exception {
        JobLauncher.run(JOB, arguments);
    }

    private static void define(StreamExecutionEnvironment environment, Settings settings) {
        JobTopics topics = KafkaOptions.topics(settings);
        KafkaTopics.on(KafkaOptions.connection(settings)).check(topics, settings.of(KafkaOptions.MISSING_TOPICS));

        DecodeLimits limits = DecodeOptions.limits(settings);
        EventFormat<LlmCall> format =
                new EventFormat<>(LlmCall.class, LlmCall::new, () -> new LlmCallDecoder(limits)::decode);
        DataStream<LlmCall> calls = new RecordSource<>(
                        KafkaOptions.source(settings), EventTimeOptions.eventTime(settings), format, Clock.systemUTC())
                .attachTo(environment, "llm-calls-read");

        WindowedStreams<LlmOpsMetrics> streams = LlmOpsPipeline.metricsOf(calls, WindowOptions.windows(settings));

        IcebergOutput.to(LlmOpsMetrics.TABLE, IcebergSettings.of(settings)).append(streams.rows(), "metrics");
        OriginalRecordSinks originals = KafkaOptions.sinks(settings, JOB.name());
        originals.writeLate(streams.lateEvents(), topics.late());
        originals.writeDeadLetters(streams.deadLetters(), topics.deadLetter());
    }
}
