package io.matih.streaming.cdc.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.cdc.connectors.base.source.meta.split.FinishedSnapshotSplitInfo;
import org.jspecify.annotations.Nullable;

/** Decides whether a change of the change stream was seen when its part of the table was read. */
final class ChunkSnapshots {

    /** Which chunk holds a key, counted from 0 in the order of the database. */
    @FunctionalInterface
    interface ChunkLocator {
        int chunkOf(String key);

        /** Called when it is asked no more. */
        default void close() {
            // Nothing is open.
        }
    }

    private final List<TransactionSnapshot> chunks;
    private final ChunkLocator locator;
    private boolean allBefore;

    /** @param chunks in the order of the database */
    ChunkSnapshots(List<TransactionSnapshot> chunks, ChunkLocator locator) {
        this.chunks = List.copyOf(chunks);
        this.locator = locator;
        this.allBefore = chunks.isEmpty();
    }

    /**
     * Whether the change is in what was read.
     *
     * @param key the row's key before the change; null for a change of the whole table
     */
    boolean have(long transactionId, @Nullable String key) {
        // Transactions come in the order of their commits: what follows one that began after every read did too.
        if (!allBefore && chunks.stream().allMatch(chunk -> chunk.isBefore(transactionId))) {
            allBefore = true;
            locator.close();
        }
        if (allBefore) {
            return false;
        }
        long seenBy = chunks.stream().filter(chunk -> chunk.sees(transactionId)).count();
        if (seenBy == 0 || seenBy == chunks.size()) {
            return seenBy > 0;
        }
        return key != null && chunks.get(locator.chunkOf(key)).sees(transactionId);
    }

    void close() {
        locator.close();
    }

    /** The chunks in the order of the database: each begins where the one before it ends. */
    static List<FinishedSnapshotSplitInfo> inOrder(List<FinishedSnapshotSplitInfo> chunks) {
        Map<Object, FinishedSnapshotSplitInfo> byStart = new HashMap<>();
        chunks.forEach(chunk -> byStart.put(startOf(chunk), chunk));
        List<FinishedSnapshotSplitInfo> ordered = new ArrayList<>();
        FinishedSnapshotSplitInfo next = byStart.get("");
        while (next != null) {
            ordered.add(next);
            Object[] end = next.getSplitEnd();
            next = end == null ? null : byStart.get("=" + end[0]);
        }
        if (ordered.size() != chunks.size()) {
            throw new IllegalStateException("the chunks of the table do not join: " + chunks);
        }
        return ordered;
    }

    private static String startOf(FinishedSnapshotSplitInfo chunk) {
        return chunk.getSplitStart() == null ? "" : "=" + chunk.getSplitStart()[0];
    }
}
