package io.matih.streaming.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.matih.streaming.options.SecretReference;
import io.matih.streaming.servers.kafka.CertificateAuthority;
import io.matih.streaming.servers.kafka.EmbeddedKafka;
import io.matih.streaming.servers.kafka.PemIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** A broker that speaks plaintext, SCRAM and mutual TLS, and what a test does with it. */
final class TestCluster implements AutoCloseable {

    /** Whatever a JAAS configuration could stumble over. */
    static final String PASSWORD = "pa\\ss\"word;";

    private final Path directory;
    private final CertificateAuthority authority = CertificateAuthority.create(Clock.systemUTC());
    private final EmbeddedKafka kafka;
    private final Map<String, Object> client;

    TestCluster(Path directory) {
        this.directory = directory;
        this.kafka = EmbeddedKafka.in(directory.resolve("broker"))
                .scramUser("alice", PASSWORD)
                .mutualTls(authority)
                .start();
        this.client = Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    @Override
    public void close() {
        kafka.close();
    }

    KafkaConnection plaintext() {
        return new KafkaConnection(kafka.bootstrapServers(), new KafkaSecurity.Plaintext());
    }

    KafkaConnection scram() {
        SecretReference password = SecretReference.parse("file:" + file("password", PASSWORD + "\n"));
        return new KafkaConnection(
                kafka.scramBootstrapServers(), new Scram(Scram.Mechanism.SHA_512, "alice", password, null));
    }

    KafkaConnection mutualTls() {
        PemIdentity identity = authority.issue("client");
        SecretReference key = SecretReference.parse("file:" + file("client.key", identity.privateKey()));
        Tls.ClientCertificate certificate =
                new Tls.ClientCertificate(file("client.crt", identity.certificate()), key, null);
        return new KafkaConnection(
                kafka.tlsBootstrapServers(), new Tls(file("ca.crt", authority.certificate()), certificate));
    }

    private String file(String name, String content) {
        try {
            return Files.writeString(directory.resolve(name), content).toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Keeps records however old they are. */
    void createTopic(String topic, int partitions) {
        kafka.createTopic(topic, partitions, Map.of("retention.ms", "-1"));
    }

    void addPartitions(String topic, int total) throws Exception {
        try (Admin admin = Admin.create(client)) {
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(total)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
    }

    void deleteRecordsBefore(TopicPartition partition, long offset) throws Exception {
        try (Admin admin = Admin.create(client)) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
    }

    void fenceTransaction(String transactionalId) throws Exception {
        try (Admin admin = Admin.create(client)) {
            admin.fenceProducers(List.of(transactionalId)).all().get(20, TimeUnit.SECONDS);
        }
    }

    Map<String, String> settingsOf(String topic) throws Exception {
        var resource = new org.apache.kafka.common.config.ConfigResource(
                org.apache.kafka.common.config.ConfigResource.Type.TOPIC, topic);
        Map<String, String> settings = new HashMap<>();
        try (Admin admin = Admin.create(client)) {
            admin.describeConfigs(List.of(resource))
                    .all()
                    .get(20, TimeUnit.SECONDS)
                    .values()
                    .iterator()
                    .next()
                    .entries()
                    .forEach(entry -> settings.put(entry.name(), entry.value()));
        }
        return settings;
    }

    /** Waits for the topic: a broker answers that it has created one a moment before it knows it. */
    int partitionsOf(String topic) {
        try (Admin admin = Admin.create(client)) {
            return Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .ignoreExceptionsMatching(missing -> missing.getCause() instanceof UnknownTopicOrPartitionException)
                    .until(
                            () -> admin.describeTopics(List.of(topic))
                                    .allTopicNames()
                                    .get(20, TimeUnit.SECONDS)
                                    .values()
                                    .iterator()
                                    .next()
                                    .partitions()
                                    .size(),
                            partitions -> partitions > 0);
        }
    }

    void send(String topic, int partition, String... values) {
        for (String value : values) {
            send(new ProducerRecord<>(topic, partition, null, value.getBytes(UTF_8)));
        }
    }

    void send(ProducerRecord<byte[], byte[]> sent) {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            var unused = producer.send(sent);
            producer.flush();
        }
    }

    void sendAndAbort(String topic, int partition, String value) {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("transactional.id", "aborting"))) {
            producer.initTransactions();
            producer.beginTransaction();
            var unused = producer.send(new ProducerRecord<>(topic, partition, null, value.getBytes(UTF_8)));
            producer.flush();
            producer.abortTransaction();
        }
    }

    void commitOffset(String group, TopicPartition partition, long offset) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(Map.of("group.id", group))) {
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(offset)));
        }
    }

    void awaitCommittedOffset(String group, TopicPartition partition, long offset) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(Map.of("group.id", group))) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                OffsetAndMetadata committed =
                        consumer.committed(Set.of(partition)).get(partition);
                return committed != null && committed.offset() == offset;
            });
        }
    }

    /** Waits until the partition holds a record, committed or not. */
    void awaitRecord(TopicPartition partition) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(Map.of())) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> end(consumer, partition) > 0);
        }
    }

    /** Waits for that many committed records of partition 0, and then reads whatever else is committed by now. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
        List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(Map.of("isolation.level", "read_committed"))) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(read::add);
                return read.size() >= count && consumer.position(partition) >= end(consumer, partition);
            });
        }
        return read;
    }

    private static long end(KafkaConsumer<?, ?> consumer, TopicPartition partition) {
        return consumer.endOffsets(List.of(partition)).values().iterator().next();
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, String> more) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.putAll(more);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private KafkaConsumer<byte[], byte[]> consumer(Map<String, String> more) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("enable.auto.commit", "false");
        settings.putAll(more);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
