package io.matih.streaming.window;

import io.matih.streaming.record.FetchedRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The clocks of all partitions that a task has read.
 *
 * <p>A clock depends on nothing but the records of its partition in their order. An event that is late by its own
 * partition's clock is therefore late in every replay, however the partitions run against each other.
 */
final class PartitionClocks {

    private final long outOfOrdernessMillis;
    private final Map<String, Map<Integer, PartitionClock>> clocks = new HashMap<>();
    private @Nullable PartitionClock last;

    PartitionClocks(long outOfOrdernessMillis) {
        this.outOfOrdernessMillis = outOfOrdernessMillis;
    }

    PartitionClock of(FetchedRecord record) {
        PartitionClock candidate = last;
        if (candidate == null || candidate.partition != record.partition || !candidate.topic.equals(record.topic)) {
            candidate = of(record.topic, record.partition);
            last = candidate;
        }
        return candidate;
    }

    void restore(PartitionTime time) {
        of(time.topic, time.partition).advanceTo(time.largestEventTimeMillis);
    }

    List<PartitionTime> snapshot() {
        return clocks.values().stream()
                .flatMap(partitions -> partitions.values().stream())
                .map(PartitionTime::new)
                .toList();
    }

    private PartitionClock of(String topic, int partition) {
        return clocks.computeIfAbsent(topic, unused -> new HashMap<>())
                .computeIfAbsent(partition, unused -> new PartitionClock(topic, partition, outOfOrdernessMillis));
    }
}
