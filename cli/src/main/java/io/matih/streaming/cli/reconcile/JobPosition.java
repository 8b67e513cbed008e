package io.matih.streaming.cli.reconcile;

import io.matih.streaming.kafka.KafkaAnswer;
import io.matih.streaming.kafka.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far the job has come in its source by its last completed checkpoint, as its consumer group says. */
final class JobPosition implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Admin admin;
    private final String topic;
    private final String group;

    JobPosition(KafkaConnection connection, String topic, String group) {
        Properties properties = connection.properties();
        properties.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000");
        properties.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "15000");
        this.admin = Admin.create(properties);
        this.topic = topic;
        this.group = group;
    }

    /** The first offset of each partition that is in no completed checkpoint; partitions without one are not in it. */
    Map<Integer, Long> offsets() {
        Map<Integer, Long> offsets = new TreeMap<>();
        Map<TopicPartition, OffsetAndMetadata> committed =
                KafkaAnswer.of(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        committed.forEach((partition, offset) -> {
            if (partition.topic().equals(topic) && offset != null) {
                offsets.put(partition.partition(), offset.offset());
            }
        });
        return offsets;
    }

    /** The ends of the partitions of a topic, with what open transactions have written. */
    Map<Integer, Long> endsWithOpenTransactions(String other, Iterable<Integer> partitions) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(new TopicPartition(other, partition), OffsetSpec.latest()));
        Map<Integer, Long> ends = new TreeMap<>();
        KafkaAnswer.of(admin.listOffsets(asked).all())
                .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
        return ends;
    }

    /**
     * Waits until the job has come from the first offsets to the second ones, but no longer than this.
     *
     * @return where it is; at most the second offsets
     */
    Map<Integer, Long> await(Map<Integer, Long> from, Map<Integer, Long> target, Duration patience, TopicScan source) {
        long began = System.nanoTime();
        while (true) {
            Map<Integer, Long> reached = reached(from, target, source);
            if (reached.equals(target) || System.nanoTime() - began > patience.toNanos()) {
                return reached;
            }
            try {
                Thread.sleep(LOOK_EVERY.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for the job", interrupted);
            }
        }
    }

    /** A group that has committed nothing at all cannot be asked; the job counts as having read everything. */
    private Map<Integer, Long> reached(Map<Integer, Long> from, Map<Integer, Long> target, TopicScan source) {
        Map<Integer, Long> committed = offsets();
        Map<Integer, Long> reached = new TreeMap<>();
        target.forEach((partition, end) -> {
            long first = from.getOrDefault(partition, 0L);
            long offset = committed.isEmpty() ? end : Math.max(first, committed.getOrDefault(partition, first));
            // What lies behind may be the marks of transactions only, which are no records.
            boolean isAtEnd = offset >= end || source.firstTimestamp(partition, offset, end) == null;
            reached.put(partition, isAtEnd ? end : Long.valueOf(offset));
        });
        return reached;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}
