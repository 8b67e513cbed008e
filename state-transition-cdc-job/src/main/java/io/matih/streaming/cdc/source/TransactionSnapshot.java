package io.matih.streaming.cdc.source;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which transactions a read of the table has seen: PostgreSQL's {@code pg_current_snapshot()}. Unlike a position in the log
 * it says exactly whether a change is in what was read, however long its transaction took.
 *
 * @param xmin every transaction before it is seen, unless it was rolled back
 * @param xmax no transaction from it on is seen
 * @param running transactions between the two that are not seen
 */
record TransactionSnapshot(long xmin, long xmax, Set<Long> running) {

    private static final String PREFIX = "snapshot_";
    private static final String XMIN = PREFIX + "xmin";
    private static final String XMAX = PREFIX + "xmax";
    private static final String RUNNING = PREFIX + "running_";

    /** Reads PostgreSQL's text, for example {@code 10:20:10,14,15}. */
    static TransactionSnapshot parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not a snapshot of PostgreSQL: " + text);
        }
        Set<Long> running = parts[2].isEmpty()
                ? Set.of()
                : Arrays.stream(parts[2].split(",", -1)).map(Long::valueOf).collect(Collectors.toSet());
        return new TransactionSnapshot(Long.parseLong(parts[0]), Long.parseLong(parts[1]), running);
    }

    /** Whether a committed transaction is seen; its id as the change stream has it, without the upper half. */
    boolean sees(long transactionId) {
        long full = fullId(transactionId);
        return full < xmin || (full < xmax && !running.contains(full));
    }

    /** Whether the transaction, and so every one that commits after it, began after the snapshot was taken. */
    boolean isBefore(long transactionId) {
        return fullId(transactionId) >= xmax;
    }

    /** The id with its upper half: of all ids that end alike the one nearest to {@code xmax}. */
    private long fullId(long transactionId) {
        return xmax + (int) (transactionId - xmax);
    }

    static boolean isKey(String key) {
        return key.startsWith(PREFIX);
    }

    /** For a position in a checkpoint, whose values have to be numbers. */
    Map<String, String> toMap() {
        Map<String, String> map = new HashMap<>();
        map.put(XMIN, Long.toString(xmin));
        map.put(XMAX, Long.toString(xmax));
        running.forEach(id -> map.put(RUNNING + id, Long.toString(id)));
        return map;
    }

    static TransactionSnapshot fromMap(Map<String, String> map) {
        Set<Long> running = new TreeSet<>();
        map.forEach((key, value) -> {
            if (key.startsWith(RUNNING)) {
                running.add(Long.valueOf(value));
            }
        });
        return new TransactionSnapshot(Long.parseLong(map.get(XMIN)), Long.parseLong(map.get(XMAX)), running);
    }
}
