package io.matih.streaming.benchmark.sidebyside;

import io.matih.streaming.servers.kafka.TopicCreation;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Fills topics with events that ended an hour ago. Partitions take turns, so that all hold the same, however events are
 * spread over tenants. The last record of each partition is later than the last window and ends it.
 */
final class TopicFiller {

    static final long SEED = 20_261_120L;
    private static final long KEYS = 1_000_000;

    private final String bootstrapServers;
    private final Clock clock;

    TopicFiller(String bootstrapServers, Clock clock) {
        this.bootstrapServers = bootstrapServers;
        this.clock = clock;
    }

    /** Creates a topic and fills it with the usual events of a stream. */
    FilledTopic fill(MeasuredStream stream, String name, TopicSize size, Spread spread) throws Exception {
        long startMillis = lastEndMillis(stream) - (long) (size.events() * EventTimes.USUAL_MILLIS);
        return fill(stream, name, size, stream.generator().create(SEED, spread, startMillis));
    }

    /** The end of the window at which events are to end. */
    long lastEndMillis(MeasuredStream stream) {
        long windowMillis = stream.window().toMillis();
        return Math.floorDiv(clock.millis(), windowMillis) * windowMillis
                - Duration.ofHours(1).toMillis();
    }

    /** Creates a topic and fills it with events of a generator, and one more in each partition. */
    FilledTopic fill(MeasuredStream stream, String name, TopicSize size, EventGenerator generator) throws Exception {
        create(name, size.partitions());
        long windowMillis = stream.window().toMillis();
        Set<Long> rows = new HashSet<>();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        long lastWindow = Long.MIN_VALUE;
        long counted = 0;
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (long number = 0; number < size.events(); number++) {
                GeneratedEvent event = generator.next();
                send(producer, name, (int) (number % size.partitions()), event, failure);
                if (event.isKept()) {
                    long window = Math.floorDiv(event.eventTimeMillis(), windowMillis);
                    rows.add(window * KEYS + event.row());
                    counted += event.counted();
                    lastWindow = Math.max(lastWindow, window);
                }
            }
            long afterwards =
                    (lastWindow + 1) * windowMillis + Duration.ofMinutes(1).toMillis();
            for (int partition = 0; partition < size.partitions(); partition++) {
                send(producer, name, partition, generator.at(afterwards), failure);
            }
            if (stream == MeasuredStream.AGENT_PERFORMANCE) {
                fillNames(producer, AgentNames.topicOf(name), afterwards, failure);
            }
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return new FilledTopic(stream, name, size.events() + size.partitions(), rows.size(), counted);
    }

    private void fillNames(
            KafkaProducer<byte[], byte[]> producer,
            String topic,
            long completeUntilMillis,
            AtomicReference<@Nullable Exception> failure)
            throws Exception {
        create(topic, 1);
        for (byte[] value : AgentNames.records(completeUntilMillis)) {
            send(producer, topic, 0, completeUntilMillis, value, failure);
        }
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer,
            String topic,
            int partition,
            GeneratedEvent event,
            AtomicReference<@Nullable Exception> failure) {
        send(producer, topic, partition, event.eventTimeMillis(), event.value(), failure);
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer,
            String topic,
            int partition,
            long timestampMillis,
            byte[] value,
            AtomicReference<@Nullable Exception> failure) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, timestampMillis, null, value);
        Future<RecordMetadata> unused = producer.send(record, (metadata, exception) -> {
            if (exception != null) {
                failure.set(exception);
            }
        });
    }

    private void create(String name, int partitions) throws Exception {
        // Kept for ever, because the records' timestamps are old.
        NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(Map.of("retention.ms", "-1"));
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            TopicCreation.create(admin, topic);
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 50);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
