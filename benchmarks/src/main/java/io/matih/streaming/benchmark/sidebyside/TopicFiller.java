package io.matih.streaming.benchmark.sidebyside;

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
 * Fills topics with calls that ended an hour ago. Partitions take turns, so that all hold the same, however calls are
 * spread over tenants. The last record of each partition is later than the last window and ends it.
 */
final class TopicFiller {

    static final Duration WINDOW = Duration.ofMinutes(15);

    private static final long SEED = 20_261_120L;

    private final String bootstrapServers;
    private final Clock clock;

    TopicFiller(String bootstrapServers, Clock clock) {
        this.bootstrapServers = bootstrapServers;
        this.clock = clock;
    }

    /** Creates a topic and fills it. */
    FilledTopic fill(String name, int partitions, long calls, Spread spread) throws Exception {
        create(name, partitions);
        long windowMillis = WINDOW.toMillis();
        long ended = Math.floorDiv(clock.millis(), windowMillis) * windowMillis
                - Duration.ofHours(1).toMillis();
        CallGenerator generator = new CallGenerator(SEED, spread, ended - calls * CallGenerator.MILLIS_PER_CALL);
        Set<Long> rows = new HashSet<>();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        long lastWindow = Long.MIN_VALUE;
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (long call = 0; call < calls; call++) {
                send(producer, name, (int) (call % partitions), generator.next(), generator.eventTimeMillis(), failure);
                long window = Math.floorDiv(generator.eventTimeMillis(), windowMillis);
                rows.add(window * 1_000 + generator.key());
                lastWindow = Math.max(lastWindow, window);
            }
            long afterwards =
                    (lastWindow + 1) * windowMillis + Duration.ofMinutes(1).toMillis();
            for (int partition = 0; partition < partitions; partition++) {
                send(producer, name, partition, generator.at(afterwards), afterwards, failure);
            }
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return new FilledTopic(name, calls, calls + partitions, rows.size());
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer,
            String topic,
            int partition,
            byte[] value,
            long timestamp,
            AtomicReference<@Nullable Exception> failure) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, timestamp, null, value);
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
            admin.createTopics(Set.of(topic)).all().get();
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
