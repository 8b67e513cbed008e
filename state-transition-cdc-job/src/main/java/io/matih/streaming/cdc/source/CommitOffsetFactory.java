package io.matih.streaming.cdc.source;

import io.debezium.connector.postgresql.PostgresOffsetContext;
import io.debezium.connector.postgresql.SourceInfo;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;
import org.apache.flink.cdc.connectors.postgres.source.offset.PostgresOffset;
import org.apache.flink.cdc.connectors.postgres.source.offset.PostgresOffsetFactory;

/**
 * Makes every position a place from which the server can go on without losing or guessing anything: the end of the last
 * commit that was read whole. What was read of the transaction after it is sent again.
 */
final class CommitOffsetFactory extends PostgresOffsetFactory {

    private static final long serialVersionUID = 1L;

    @Override
    public Offset newOffset(Map<String, String> offset) {
        String lastCommit = offset.get(PostgresOffsetContext.LAST_COMMIT_LSN_KEY);
        if (lastCommit == null) {
            return PostgresOffset.of(offset);
        }
        Map<String, String> resumable = new HashMap<>();
        offset.forEach((key, value) -> {
            if (TransactionSnapshot.isKey(key)) {
                resumable.put(key, value);
            }
        });
        resumable.putAll(endOfCommit(lastCommit));
        return PostgresOffset.of(resumable);
    }

    /** The position at the end of a commit, as a map. */
    static Map<String, String> endOfCommit(String lsn) {
        return Map.of(
                SourceInfo.LSN_KEY, lsn,
                PostgresOffsetContext.LAST_COMPLETELY_PROCESSED_LSN_KEY, lsn,
                PostgresOffsetContext.LAST_COMMIT_LSN_KEY, lsn,
                // Debezium cannot do without; the next message brings its own.
                SourceInfo.TIMESTAMP_USEC_KEY, "0");
    }
}
