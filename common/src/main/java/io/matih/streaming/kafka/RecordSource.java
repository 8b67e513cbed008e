package io.matih.streaming.kafka;

import io.matih.streaming.record.InputRecord;
import java.time.Clock;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Reads a topic as events with watermarks per partition. State: the next offset of each partition.
 *
 * <pre>{@code
 * SingleOutputStreamOperator<Call> calls = new RecordSource<>(origin, eventTime, format, Clock.systemUTC())
 *         .attachTo(environment, "calls-read");
 * }</pre>
 *
 * <p>Reads committed records only. Without a checkpoint it starts at the group's committed offsets, else at the start mode; offsets
 * that the topic no longer holds fail the job. Partitions that are added later are read from their beginning.
 *
 * <p>One event instance per task is emitted again and again; see {@link InputRecord}.
 */
public final class RecordSource<E extends InputRecord> {

    private static final int MEBIBYTE = 1 << 20;

    private final SourceTopic origin;
    private final EventTime eventTime;
    private final EventFormat<E> format;
    private final Clock clock;

    /**
     * @param clock what a missing or wrong record timestamp is replaced by; must be serializable, as {@link Clock#systemUTC()} is
     */
    public RecordSource(SourceTopic origin, EventTime eventTime, EventFormat<E> format, Clock clock) {
        this.origin = origin;
        this.eventTime = eventTime;
        this.format = format;
        this.clock = clock;
    }

    /** Adds the source to a job; the uid is also its name. */
    public SingleOutputStreamOperator<E> attachTo(StreamExecutionEnvironment environment, String uid) {
        WatermarkStrategy<E> watermarks = EventTimeWatermarks.strategy(eventTime);
        return environment.fromSource(kafkaSource(), watermarks, uid).uid(uid);
    }

    KafkaSource<E> kafkaSource() {
        return KafkaSource.<E>builder()
                .setTopics(origin.topic())
                .setProperties(properties())
                .setStartingOffsets(new StartOffsets(origin.startMode()))
                .setDeserializer(new RecordDeserializer<>(format, clock, eventTime.futureSkew()))
                .build();
    }

    private Properties properties() {
        Properties properties = origin.connection().properties();
        properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, origin.group());
        ValueInPlace.configure(properties);
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "true");
        set(
                properties,
                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                origin.partitionDiscoveryInterval().toMillis());

        // Few large fetches take less CPU time than Kafka's defaults; the wait is the most that they add to latency.
        set(properties, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        set(properties, ConsumerConfig.FETCH_MIN_BYTES_CONFIG, MEBIBYTE);
        set(properties, ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 250);
        set(properties, ConsumerConfig.RECEIVE_BUFFER_CONFIG, MEBIBYTE);
        return properties;
    }

    private static void set(Properties properties, String key, long value) {
        properties.setProperty(key, Long.toString(value));
    }
}
