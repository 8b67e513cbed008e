package io.matih.streaming.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Copies a late or dead-letter topic to a new one, but for one record. */
final class TopicCopy implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);

    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;

    TopicCopy(String bootstrapServers) {
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Which record of the source is carried. */
    record Carried(int partition, long offset) {}

    /** Leaves the record of this number out. */
    Carried without(int number, String from, String to) throws Exception {
        List<ConsumerRecord<byte[], byte[]>> records = read(from);
        Carried left = carried(records.remove(number));
        write(records, to);
        return left;
    }

    /** Writes the record of this number once more. */
    Carried twice(int number, String from, String to) throws Exception {
        List<ConsumerRecord<byte[], byte[]>> records = read(from);
        records.add(records.get(number));
        write(records, to);
        return carried(records.get(number));
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(records::add);
        }
        return records;
    }

    private void write(List<ConsumerRecord<byte[], byte[]>> records, String topic) throws Exception {
        // Records keep their old timestamps, by which the broker would delete them at once.
        NewTopic copy = new NewTopic(topic, 1, (short) 1).configs(Map.of("retention.ms", "-1"));
        admin.createTopics(List.of(copy)).all().get();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            producer.send(new ProducerRecord<>(
                            topic, 0, record.timestamp(), record.key(), record.value(), record.headers()))
                    .get();
        }
    }

    private static Carried carried(ConsumerRecord<byte[], byte[]> record) {
        return new Carried(
                Integer.parseInt(text(record.headers(), "origin.partition")),
                Integer.parseInt(text(record.headers(), "origin.offset")));
    }

    private static String text(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), UTF_8);
    }

    @Override
    public void close() {
        admin.close();
        consumer.close();
        producer.close();
    }
}
