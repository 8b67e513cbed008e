package io.matih.streaming.agentperformance;

import io.matih.streaming.agentperformance.event.AgentDefinition;
import io.matih.streaming.agentperformance.event.AgentTrace;
import io.matih.streaming.agentperformance.metric.AgentPerformanceAccumulator;
import io.matih.streaming.agentperformance.metric.AgentPerformanceKey;
import io.matih.streaming.agentperformance.metric.AgentPerformanceMetrics;
import io.matih.streaming.decode.DecodeLimits;
import io.matih.streaming.decode.DecodeOptions;
import io.matih.streaming.job.JobLauncher;
import io.matih.streaming.job.StreamingJob;
import io.matih.streaming.kafka.EventFormat;
import io.matih.streaming.kafka.KafkaOptions;
import io.matih.streaming.options.OptionSet;
import io.matih.streaming.options.Settings;
import io.matih.streaming.pipeline.WindowedJob;
import io.matih.streaming.sketch.TopKOptions;
import io.matih.streaming.versions.Version;
import io.matih.streaming.versions.VersionedRows;
import io.matih.streaming.window.WindowAggregate;
import io.matih.streaming.window.WindowOptions;
import java.time.Duration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.jspecify.annotations.Nullable;

/** Agents' traces from Kafka, as metrics per tenant and agent, into an Iceberg table. */
public final class AgentPerformanceJob {

    private static final OptionSet OPTIONS = WindowedJob.options(TopKOptions.ALL, AgentNamesOptions.ALL)
            .withDefault(KafkaOptions.SOURCE_TOPIC, "matih.ai.agent-traces")
            .withDefault(KafkaOptions.GROUP, "flink-agent-perf-agg")
            .withDefault(WindowOptions.SIZE, Duration.ofMinutes(5));

    /** Name, options and definition, for whoever starts it. */
    public static final StreamingJob JOB = new WindowedJob<>(
                    "agent-performance",
                    AgentPerformanceJob::traces,
                    settings -> metrics(settings.of(TopKOptions.SIZE)),
                    AgentPerformanceMetrics.TABLE)
            .through(AgentPerformanceJob::named)
            .withOptions(OPTIONS);

    private AgentPerformanceJob() {}

    public static void main(String[] arguments) throws Exception {
        JobLauncher.run(JOB, arguments);
    }

    private static EventFormat<AgentTrace> traces(Settings settings) {
        DecodeLimits limits = DecodeOptions.limits(settings);
        return new EventFormat<>(AgentTrace.class, AgentTrace::new, () -> new AgentTrace.Decoder(limits)::decode);
    }

    /** Every row with the name that its agent had at the window's end. */
    private static DataStream<AgentPerformanceMetrics> named(
            DataStream<AgentPerformanceMetrics> rows, Settings settings) {
        return new VersionedRows<>(
                        AgentPerformanceKey.class,
                        AgentPerformanceMetrics::key,
                        AgentPerformanceMetrics::windowEndMillis,
                        AgentPerformanceMetrics::withAgentName)
                .join(
                        rows,
                        AgentNamesOptions.source(settings).attachTo(rows.getExecutionEnvironment(), "names"),
                        AgentPerformanceJob::nameOf,
                        "names");
    }

    private static @Nullable Version<AgentPerformanceKey> nameOf(AgentDefinition definition) {
        return definition.isVersion
                ? Version.of(
                        new AgentPerformanceKey(definition.tenantId, definition.agentId),
                        definition.validFromMillis,
                        definition.name)
                : null;
    }

    /**
     * One row per tenant, agent and window.
     *
     * @param topSize how many values a list of the most frequent ones has at most
     */
    public static WindowAggregate<AgentTrace, AgentPerformanceKey, AgentPerformanceAccumulator, AgentPerformanceMetrics>
            metrics(int topSize) {
        return new WindowAggregate<>(
                AgentPerformanceKey.class,
                AgentPerformanceKey::of,
                AgentPerformanceAccumulator.class,
                AgentPerformanceAccumulator::new,
                AgentPerformanceMetrics.class,
                (key, window, sums, revision) -> AgentPerformanceMetrics.of(key, window, sums, topSize, revision));
    }
}
