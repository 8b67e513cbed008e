package io.matih.streaming.sessionanalytics;

import io.matih.streaming.decode.DecodeLimits;
import io.matih.streaming.decode.DecodeOptions;
import io.matih.streaming.job.JobLauncher;
import io.matih.streaming.job.StreamingJob;
import io.matih.streaming.kafka.EventFormat;
import io.matih.streaming.kafka.KafkaOptions;
import io.matih.streaming.options.OptionSet;
import io.matih.streaming.options.Settings;
import io.matih.streaming.pipeline.WindowedJob;
import io.matih.streaming.sessionanalytics.event.SessionTransition;
import io.matih.streaming.sessionanalytics.event.SessionTransition.Vocabulary;
import io.matih.streaming.sessionanalytics.metric.SessionAnalyticsAccumulator;
import io.matih.streaming.sessionanalytics.metric.SessionAnalyticsKey;
import io.matih.streaming.sessionanalytics.metric.SessionAnalyticsMetrics;
import io.matih.streaming.sketch.TopKOptions;
import io.matih.streaming.window.WindowAggregate;
import io.matih.streaming.window.WindowOptions;
import java.time.Duration;

/** Changes of sessions from Kafka, as metrics per tenant, into an Iceberg table. */
public final class SessionAnalyticsJob {

    private static final OptionSet OPTIONS = WindowedJob.options(SessionAnalyticsOptions.ALL, TopKOptions.ALL)
            .withDefault(KafkaOptions.SOURCE_TOPIC, "matih.ai.state-changes")
            .withDefault(KafkaOptions.GROUP, "flink-session-analytics")
            .withDefault(WindowOptions.SIZE, Duration.ofMinutes(15));

    /** Name, options and definition, for whoever starts it. */
    public static final StreamingJob JOB = new WindowedJob<>(
                    "session-analytics",
                    SessionAnalyticsJob::transitions,
                    settings -> metrics(settings.of(TopKOptions.SIZE)),
                    SessionAnalyticsMetrics.TABLE)
            .withOptions(OPTIONS);

    private SessionAnalyticsJob() {}

    public static void main(String[] arguments) throws Exception {
        JobLauncher.run(JOB, arguments);
    }

    private static EventFormat<SessionTransition> transitions(Settings settings) {
        Vocabulary vocabulary = SessionAnalyticsOptions.vocabulary(settings);
        DecodeLimits limits = DecodeOptions.limits(settings);
        return new EventFormat<>(
                SessionTransition.class,
                SessionTransition::new,
                () -> new SessionTransition.Decoder(vocabulary, limits)::decode);
    }

    /**
     * One row per tenant and window.
     *
     * @param topSize how many agents and intents a row names
     */
    public static WindowAggregate<
                    SessionTransition, SessionAnalyticsKey, SessionAnalyticsAccumulator, SessionAnalyticsMetrics>
            metrics(int topSize) {
        return new WindowAggregate<>(
                SessionAnalyticsKey.class,
                SessionAnalyticsKey::of,
                SessionAnalyticsAccumulator.class,
                SessionAnalyticsAccumulator::new,
                SessionAnalyticsMetrics.class,
                (key, window, sums, revision) -> SessionAnalyticsMetrics.of(key, window, sums, revision, topSize));
    }
}
