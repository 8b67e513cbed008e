package io.matih.streaming.window;

import io.matih.streaming.record.InputRecord;
import io.matih.streaming.record.RecordHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** The sums of one window and key, made with the kernel's own steps but without a cluster; for tests of accumulators. */
public final class WindowSums {

    private static final int MOST_PARTS = 6;

    private WindowSums() {}

    /** All events added up in one place. */
    public static <E extends InputRecord, A extends WindowAccumulator<E, A>> A of(
            List<E> events, Supplier<A> newAccumulator) {
        return merged(List.of(events), 1, newAccumulator, new Random(0));
    }

    /** The events added up in random parts, distinct values counted in shards, and all of it merged in random order. */
    public static <E extends InputRecord, A extends WindowAccumulator<E, A>> A ofRandomParts(
            List<E> events, Supplier<A> newAccumulator, Random random) {
        List<List<E>> parts = new ArrayList<>();
        for (int part = 0; part <= random.nextInt(MOST_PARTS); part++) {
            parts.add(new ArrayList<>());
        }
        for (E event : events) {
            parts.get(random.nextInt(parts.size())).add(event);
        }
        return merged(parts, 1 + random.nextInt(MOST_PARTS), newAccumulator, random);
    }

    private static <E extends InputRecord, A extends WindowAccumulator<E, A>> A merged(
            List<List<E>> events, int shards, Supplier<A> newAccumulator, Random random) {
        List<DistinctValues> valuesOfShards = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            valuesOfShards.add(new DistinctValues());
        }
        List<A> parts = new ArrayList<>();
        for (List<E> part : events) {
            A sums = newAccumulator.get();
            for (E event : part) {
                sums.add(event);
                sums.count(hashOf(event));
            }
            DistinctValues distinct = sums.distinctValues();
            if (distinct != null) {
                distinct.writeShards(
                        shards, (shard, values) -> valuesOfShards.get(shard).addAll(values));
            }
            parts.add(sums);
        }
        for (DistinctValues values : valuesOfShards) {
            parts.add(counts(values, newAccumulator));
        }
        while (parts.size() > 1) {
            A merged = parts.remove(random.nextInt(parts.size()));
            parts.get(random.nextInt(parts.size())).mergeAll(merged);
        }
        return parts.get(0);
    }

    private static <A extends WindowAccumulator<?, A>> A counts(DistinctValues values, Supplier<A> newAccumulator) {
        A counts = newAccumulator.get();
        if (counts instanceof DistinctAccumulator<?, ?> distinct) {
            new DistinctValues().addAll(values.toBytes(), distinct::countDistinct);
        }
        return counts;
    }

    private static long hashOf(InputRecord event) {
        long topic = RecordHash.topicSeed(event.origin.topic);
        return RecordHash.of(RecordHash.partitionSeed(topic, event.origin.partition), event.origin.offset);
    }
}
