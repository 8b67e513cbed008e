package io.matih.streaming.cli.reconcile;

import io.matih.streaming.record.FetchedRecord;
import io.matih.streaming.record.RecordHash;
import java.util.HashMap;
import java.util.Map;

/** The hashes of the records of one topic. */
final class RecordHashes {

    private final Map<Integer, Long> partitionSeeds = new HashMap<>();

    long of(FetchedRecord record) {
        long seed = partitionSeeds.computeIfAbsent(
                record.partition, partition -> RecordHash.partitionSeed(RecordHash.topicSeed(record.topic), partition));
        return RecordHash.of(seed, record.offset);
    }
}
