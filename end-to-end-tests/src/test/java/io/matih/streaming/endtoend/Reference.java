package io.matih.streaming.endtoend;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the job must make of an input, worked out record by record without any of the job's code.
 *
 * <p>A record is late when its window had ended by the clock of its own partition: the largest event time of the good
 * records before it, less 30 seconds. A window has a row when the clocks of all partitions have passed its end.
 */
public final class Reference {

    private static final long WINDOW_MILLIS = Duration.ofMinutes(15).toMillis();
    private static final long OUT_OF_ORDERNESS_MILLIS = 30_000;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final String topic;
    private long[] offsets;
    private long[] clocks;
    private final Map<WindowKey, ReferenceRow> windows = new HashMap<>();
    private final List<Letter> late = new ArrayList<>();
    private final List<Letter> dead = new ArrayList<>();

    private Reference(String topic, int partitions) {
        this.topic = topic;
        this.offsets = new long[partitions];
        this.clocks = new long[partitions];
        Arrays.fill(clocks, Long.MIN_VALUE);
    }

    public static Reference of(String topic, int partitions, List<ScriptedRecord> records) {
        Reference reference = new Reference(topic, partitions);
        records.forEach(reference::judge);
        return reference;
    }

    /** The rows of all windows that have ended. */
    public List<Map<String, String>> rows() {
        long watermark = Arrays.stream(clocks).min().orElseThrow();
        List<Map<String, String>> rows = new ArrayList<>();
        windows.forEach((key, row) -> {
            if (key.endMillis() <= watermark) {
                rows.add(row.toRow(key));
            }
        });
        return rows;
    }

    /** The records of the late topic. */
    public List<Letter> late() {
        return late;
    }

    /** The records of the dead-letter topic; of the detail only that there is one. */
    public List<Letter> dead() {
        return dead;
    }

    /** Without any records so far. */
    public static Reference empty(String topic, int partitions) {
        return new Reference(topic, partitions);
    }

    /** From now on no window ends before one more partition, which has no record yet, has a clock that has passed its end. */
    public void addPartition() {
        int partition = clocks.length;
        offsets = Arrays.copyOf(offsets, partition + 1);
        clocks = Arrays.copyOf(clocks, partition + 1);
        clocks[partition] = Long.MIN_VALUE;
    }

    /** Takes the rows of all windows that have ended since the last call; the reference forgets them. */
    public List<Map<String, String>> takeRows() {
        List<Map<String, String>> rows = rows();
        long watermark = Arrays.stream(clocks).min().orElseThrow();
        windows.keySet().removeIf(key -> key.endMillis() <= watermark);
        return rows;
    }

    private void judge(ScriptedRecord record) {
        judge(record, offsets[record.partition()]++);
    }

    /** Enters the next record of a partition. */
    public void judge(ScriptedRecord record, long offset) {
        int partition = record.partition();
        ScriptedCall call = record.call();
        if (call == null) {
            Letter letter = record.letter().with(origin(record, offset));
            dead.add(letter.with(List.of("reason=" + record.reason(), "detail")));
            return;
        }
        WindowKey key = WindowKey.of(call, WINDOW_MILLIS);
        long clock = clocks[partition];
        clocks[partition] = Math.max(clock, call.eventTimeMillis() - OUT_OF_ORDERNESS_MILLIS);
        if (key.endMillis() <= clock) {
            late.add(record.letter()
                    .with(origin(record, offset))
                    .with(List.of(
                            "reason=late",
                            "late.window_start=" + text(key.startMillis()),
                            "late.window_end=" + text(key.endMillis()),
                            "late.watermark=" + text(clock))));
            return;
        }
        windows.computeIfAbsent(key, unused -> new ReferenceRow()).add(call, IdentityHash.of(topic, partition, offset));
    }

    private List<String> origin(ScriptedRecord record, long offset) {
        return List.of(
                "origin.topic=" + topic,
                "origin.partition=" + record.partition(),
                "origin.offset=" + offset,
                "origin.timestamp=" + record.letter().timestamp(),
                "job=llm-ops");
    }

    private static String text(long epochMillis) {
        return TIME.format(Instant.ofEpochMilli(epochMillis));
    }
}
