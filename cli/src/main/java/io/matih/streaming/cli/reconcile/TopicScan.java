package io.matih.streaming.cli.reconcile;

import io.matih.streaming.cli.Refusal;
import io.matih.streaming.kafka.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads one topic, committed records only, partition by partition in the order of the offsets. */
final class TopicScan implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration FIRST_RECORD = Duration.ofSeconds(20);
    private static final int MEBIBYTE = 1 << 20;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;

    TopicScan(KafkaConnection connection, String topic) {
        this.topic = topic;
        this.consumer = new KafkaConsumer<>(properties(connection));
    }

    private static Properties properties(KafkaConnection connection) {
        Properties properties = connection.properties();
        properties.setProperty(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        properties.setProperty(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.setProperty(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000");
        properties.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
        properties.setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(4 * MEBIBYTE));
        properties.setProperty(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Integer.toString(16 * MEBIBYTE));
        properties.setProperty(ConsumerConfig.RECEIVE_BUFFER_CONFIG, Integer.toString(MEBIBYTE));
        return properties;
    }

    String topic() {
        return topic;
    }

    /** The topic's partitions; empty when it does not exist. */
    Set<Integer> partitions() {
        Set<Integer> partitions = new TreeSet<>();
        List<PartitionInfo> known = consumer.listTopics().get(topic);
        if (known != null) {
            known.forEach(partition -> partitions.add(partition.partition()));
        }
        return partitions;
    }

    /** The first offset of each partition that still holds its record. */
    Map<Integer, Long> beginnings() {
        return byPartition(consumer.beginningOffsets(topicPartitions(partitions())));
    }

    /** The first offset of each partition that no reader of committed records can see yet. */
    Map<Integer, Long> ends() {
        return byPartition(consumer.endOffsets(topicPartitions(partitions())));
    }

    /** The Kafka timestamp of the first record between two offsets of a partition; null when there is none. */
    @Nullable Long firstTimestamp(int partition, long from, long to) {
        Long[] first = {null};
        Map<Integer, Long> open = read(Map.of(partition, from), Map.of(partition, to), FIRST_RECORD, record -> {
            first[0] = record.timestamp();
            return Reading.STOP;
        });
        if (!open.isEmpty()) {
            throw new Refusal("Kafka gave no record of " + topic + "-" + partition + " at " + from + " for "
                    + FIRST_RECORD.toSeconds() + " s; try again");
        }
        return first[0];
    }

    /** What the reader of records says after each. */
    enum Reading {
        GO_ON,
        STOP
    }

    /** Takes the records one by one. */
    @FunctionalInterface
    interface Visitor {

        Reading visit(ConsumerRecord<byte[], byte[]> record);
    }

    /**
     * Reads from the first offsets to the second ones, exclusively.
     *
     * @param patience how long to wait when nothing comes, as behind a transaction that is still open
     * @return where reading ended, for the partitions that did not come to their end
     * @throws Refusal when records were deleted that should have been read
     */
    Map<Integer, Long> read(Map<Integer, Long> from, Map<Integer, Long> to, Duration patience, Visitor visitor) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        from.forEach((partition, start) -> {
            if (start < to.getOrDefault(partition, start)) {
                ends.put(new TopicPartition(topic, partition), to.get(partition));
            }
        });
        consumer.assign(ends.keySet());
        ends.keySet().forEach(partition -> consumer.seek(partition, from.get(partition.partition())));
        long quietSince = System.nanoTime();
        try {
            while (!ends.isEmpty() && System.nanoTime() - quietSince < patience.toNanos()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                for (TopicPartition partition : records.partitions()) {
                    long end = ends.getOrDefault(partition, Long.MIN_VALUE);
                    for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                        if (record.offset() < end && visitor.visit(record) == Reading.STOP) {
                            return Map.of();
                        }
                    }
                }
                boolean ended = ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
                if (ended) {
                    consumer.assign(ends.keySet());
                }
                if (ended || !records.isEmpty()) {
                    quietSince = System.nanoTime();
                }
            }
        } catch (OffsetOutOfRangeException deleted) {
            throw new Refusal("records of " + topic + " were deleted while they were read; try again", deleted);
        }
        Map<Integer, Long> open = new TreeMap<>();
        ends.keySet().forEach(partition -> open.put(partition.partition(), consumer.position(partition)));
        return open;
    }

    private List<TopicPartition> topicPartitions(Set<Integer> partitions) {
        return partitions.stream()
                .map(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    private static Map<Integer, Long> byPartition(Map<TopicPartition, Long> offsets) {
        Map<Integer, Long> byPartition = new TreeMap<>();
        offsets.forEach((partition, offset) -> byPartition.put(partition.partition(), offset));
        return byPartition;
    }

    @Override
    public void close() {
        consumer.close(Duration.ofSeconds(5));
    }
}
