package io.matih.streaming.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Where each partition starts when there is no checkpoint: at the group's committed offset, and without one at the
 * {@link StartMode}.
 *
 * <p>A partition without a committed offset, in a group that has committed others of the same topic, was added while the
 * job was down and is read from its beginning, as one that is added while it runs. A committed offset that the topic no longer
 * holds fails the job: there is no reset strategy, so records that were deleted unread are never skipped silently.
 */
final class StartOffsets implements OffsetsInitializer {

    private static final long serialVersionUID = 1L;

    private final StartMode startMode;

    StartOffsets(StartMode startMode) {
        this.startMode = startMode;
    }

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
        if (partitions.isEmpty()) {
            return Map.of();
        }
        Map<TopicPartition, Long> offsets = new HashMap<>(retriever.committedOffsets(partitions));
        Set<TopicPartition> uncommitted = new HashSet<>(partitions);
        uncommitted.removeAll(offsets.keySet());
        if (!uncommitted.isEmpty()) {
            offsets.putAll(
                    offsets.isEmpty()
                            ? startMode.offsets(uncommitted, retriever)
                            : retriever.beginningOffsets(uncommitted));
        }
        return offsets;
    }

    @Override
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.NONE;
    }
}
