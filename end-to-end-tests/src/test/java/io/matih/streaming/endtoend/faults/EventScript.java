package io.matih.streaming.endtoend.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.matih.streaming.endtoend.Letter;
import io.matih.streaming.endtoend.Script;
import io.matih.streaming.endtoend.ScriptedRecord;
import io.matih.streaming.platform.generator.EventStream;
import io.matih.streaming.platform.generator.GeneratedRecord;
import io.matih.streaming.platform.generator.RecordKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A seeded run of one of the demo's streams in several partitions: some records late, some broken. */
final class EventScript implements Script {

    /** A good event happens so long before it is sent, at most. */
    private static final long JITTER_MILLIS = 10_000;

    private static final int SOME = 20;
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

    private final EventStream stream;
    private final Random random;
    private final int stepMillis;
    private int partitions;
    private long nowMillis;
    private long number;

    /**
     * A script.
     *
     * @param stepMillis there is always less time between two records
     */
    EventScript(EventStream stream, long seed, int partitions, Instant begin, int stepMillis) {
        this.stream = stream;
        this.random = new Random(seed);
        this.partitions = partitions;
        this.nowMillis = begin.toEpochMilli();
        this.stepMillis = stepMillis;
    }

    @Override
    public List<ScriptedRecord> next(Duration span) {
        long endMillis = nowMillis + span.toMillis();
        List<ScriptedRecord> records = new ArrayList<>();
        while (nowMillis < endMillis) {
            records.add(record(kind(), random.nextInt(partitions), nowMillis));
            nowMillis += random.nextInt(stepMillis);
        }
        nowMillis = endMillis;
        return records;
    }

    @Override
    public List<ScriptedRecord> closing() {
        nowMillis += HOUR_MILLIS;
        List<ScriptedRecord> records = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            records.addAll(some(partition, nowMillis));
        }
        return records;
    }

    @Override
    public long nowMillis() {
        return nowMillis;
    }

    @Override
    public List<ScriptedRecord> farFuture() {
        List<ScriptedRecord> records = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            records.add(record(RecordKind.FUTURE, partition, nowMillis));
        }
        return records;
    }

    @Override
    public List<ScriptedRecord> clockAhead() {
        return some(random.nextInt(partitions), nowMillis + HOUR_MILLIS);
    }

    @Override
    public List<ScriptedRecord> addPartition() {
        return some(partitions++, nowMillis + HOUR_MILLIS + JITTER_MILLIS);
    }

    /** So many that not all of them are for somebody else than the job. */
    private List<ScriptedRecord> some(int partition, long momentMillis) {
        List<ScriptedRecord> records = new ArrayList<>();
        for (int i = 0; i < SOME; i++) {
            records.add(record(RecordKind.GOOD, partition, momentMillis));
        }
        return records;
    }

    private RecordKind kind() {
        int drawn = random.nextInt(100);
        if (drawn < 5) {
            return RecordKind.LATE;
        }
        if (drawn < 9) {
            return drawn < 7 ? RecordKind.FUTURE : RecordKind.MALFORMED;
        }
        return RecordKind.GOOD;
    }

    private ScriptedRecord record(RecordKind kind, int partition, long momentMillis) {
        GeneratedRecord made = stream.make(kind, number++, momentMillis);
        String key = Letter.characters(made.key().getBytes(UTF_8));
        Letter letter = new Letter(key, Letter.characters(made.value()), made.timestampMillis(), List.of());
        return new ScriptedRecord(partition, letter, null, null);
    }
}
