package io.matih.streaming.endtoend.sabotage;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The consumer group of a topic, which has the topic's name. */
final class SourceGroup implements AutoCloseable {

    private final Admin admin;
    private final String name;
    private final int partitions;

    SourceGroup(String bootstrapServers, String name, int partitions) {
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        this.name = name;
        this.partitions = partitions;
    }

    /** As if the group had been there before the first record. */
    void commitBeginnings() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> beginnings = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            beginnings.put(new TopicPartition(name, partition), new OffsetAndMetadata(0));
        }
        admin.alterConsumerGroupOffsets(name, beginnings).all().get();
    }

    /** Whether the group has committed these offsets by partition, or later ones. */
    boolean hasReached(Map<Integer, Long> offsets) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(name)
                .partitionsToOffsetAndMetadata()
                .get();
        return offsets.entrySet().stream().allMatch(end -> {
            OffsetAndMetadata offset = committed.get(new TopicPartition(name, end.getKey()));
            return offset != null && offset.offset() >= end.getValue();
        });
    }

    /** How many records and marks the topic has, also those of open transactions. */
    long written(String topic) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            asked.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        return admin.listOffsets(asked).all().get().values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }

    @Override
    public void close() {
        admin.close();
    }
}
