package io.matih.streaming.servers.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** What a test does with a broker, each step with a client of its own. */
public final class KafkaClient {

    private final Map<String, Object> settings = new HashMap<>();

    public KafkaClient(String bootstrapServers) {
        this(bootstrapServers, Map.of());
    }

    KafkaClient(String bootstrapServers, Map<String, String> security) {
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        settings.put("max.block.ms", "20000");
        settings.putAll(security);
    }

    public void sendAndCommit(String topic, String... values) {
        try (KafkaProducer<String, String> producer = producer()) {
            send(producer, topic, values);
            producer.commitTransaction();
        }
    }

    public void sendAndAbort(String topic, String... values) {
        try (KafkaProducer<String, String> producer = producer()) {
            send(producer, topic, values);
            producer.flush();
            producer.abortTransaction();
        }
    }

    public List<String> read(String topic, int count) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = consumer(Map.of())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(entry -> values.add(entry.value()));
                return values.size() >= count;
            });
        }
        return values;
    }

    public void commitOffset(String group, String topic, long offset) {
        try (KafkaConsumer<String, String> consumer = consumer(Map.of("group.id", group))) {
            consumer.commitSync(Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(offset)));
        }
    }

    public long committedOffset(String group, String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<String, String> consumer = consumer(Map.of("group.id", group))) {
            return Objects.requireNonNull(consumer.committed(Set.of(partition)).get(partition))
                    .offset();
        }
    }

    /** With one partition. */
    public void createTopic(String name) {
        try (Admin admin = Admin.create(settings)) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The ports that the cluster sends clients to. */
    public List<Integer> advertisedPorts() {
        try (Admin admin = Admin.create(settings)) {
            return admin.describeCluster().nodes().get(20, TimeUnit.SECONDS).stream()
                    .map(Node::port)
                    .toList();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    Set<String> topics() {
        try (Admin admin = Admin.create(settings)) {
            return admin.listTopics().names().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private KafkaProducer<String, String> producer() {
        Map<String, Object> transactional = new HashMap<>(settings);
        transactional.put("transactional.id", "test");
        return new KafkaProducer<>(transactional, new StringSerializer(), new StringSerializer());
    }

    private static void send(KafkaProducer<String, String> producer, String topic, String... values) {
        producer.initTransactions();
        producer.beginTransaction();
        for (String value : values) {
            var unused = producer.send(new ProducerRecord<>(topic, value));
        }
    }

    private KafkaConsumer<String, String> consumer(Map<String, String> more) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(more);
        return new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer());
    }
}
