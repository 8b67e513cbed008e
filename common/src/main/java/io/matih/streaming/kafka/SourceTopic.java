package io.matih.streaming.kafka;

import java.time.Duration;

/**
 * What to read and from where.
 *
 * @param group whose committed offsets count when there is no checkpoint; offsets are committed with every checkpoint
 * @param startMode counts where the group has no committed offsets
 * @param partitionDiscoveryInterval how often to look for partitions that were added
 */
public record SourceTopic(
        KafkaConnection connection,
        String topic,
        String group,
        StartMode startMode,
        Duration partitionDiscoveryInterval) {}
