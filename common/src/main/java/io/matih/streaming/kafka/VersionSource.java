package io.matih.streaming.kafka;

import io.matih.streaming.record.InputRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Reads a topic of versions of values from its beginning, with a watermark that says up to when it is complete.
 *
 * <p>The topic has one partition and two kinds of records. A version has {@link TimestampAssigner#NO_TIMESTAMP} for its event
 * time, because it says nothing about those that follow. A progress record's event time is a promise: all versions that
 * are valid from then on or before stand ahead of it. Only progress moves the watermark, and without it for the idle
 * timeout the source is idle.
 *
 * <p>The topic may be missing: then the source is idle too, until the topic appears.
 */
public final class VersionSource<E extends InputRecord> {

    private static final Duration FUTURE_SKEW = Duration.ofMinutes(5);

    private final KafkaConnection connection;
    private final String topic;
    private final Duration discoveryInterval;
    private final Duration idleTimeout;
    private final EventFormat<E> format;
    private final Clock clock;

    /**
     * @param discoveryInterval how often to look for a topic that is missing
     * @param clock as for {@link RecordSource}
     */
    public VersionSource(
            KafkaConnection connection,
            String topic,
            Duration discoveryInterval,
            Duration idleTimeout,
            EventFormat<E> format,
            Clock clock) {
        this.connection = connection;
        this.topic = topic;
        this.discoveryInterval = discoveryInterval;
        this.idleTimeout = idleTimeout;
        this.format = format;
        this.clock = clock;
    }

    /**
     * Adds the source to a job, in one task. What it emits is one object, filled again and again, so what follows must be
     * chained to it.
     *
     * @param uidPrefix what the uids of its two stages begin with; never changes between releases
     */
    public SingleOutputStreamOperator<E> attachTo(StreamExecutionEnvironment environment, String uidPrefix) {
        // A source without partitions never calls itself idle, so the watermark is made behind it.
        EventTime progress = new EventTime(Duration.ZERO, idleTimeout, FUTURE_SKEW, Alignment.NONE);
        return environment
                .fromSource(kafkaSource(), WatermarkStrategy.noWatermarks(), uidPrefix + "-read")
                .uid(uidPrefix + "-read")
                .setParallelism(1)
                .assignTimestampsAndWatermarks(EventTimeWatermarks.<E>strategy(progress))
                .name(uidPrefix + "-progress")
                .uid(uidPrefix + "-progress")
                .setParallelism(1);
    }

    private KafkaSource<E> kafkaSource() {
        Properties properties = connection.properties();
        ValueInPlace.configure(properties);
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "false");
        properties.setProperty(
                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), Long.toString(discoveryInterval.toMillis()));
        return KafkaSource.<E>builder()
                // A pattern, because a missing topic that is asked for by its name fails the job.
                .setTopicPattern(Pattern.compile(Pattern.quote(topic)))
                .setProperties(properties)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new RecordDeserializer<>(format, clock, FUTURE_SKEW))
                .build();
    }
}
