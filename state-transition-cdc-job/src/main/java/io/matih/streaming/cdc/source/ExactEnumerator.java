package io.matih.streaming.cdc.source;

import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.cdc.connectors.base.source.assigner.SplitAssigner;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitBase;
import org.apache.flink.cdc.connectors.postgres.source.config.PostgresSourceConfig;
import org.apache.flink.cdc.connectors.postgres.source.enumerator.PostgresSourceEnumerator;

/**
 * Hands out the chunks of the table, and then the change stream.
 *
 * <p>Waits at its start until the table is divided: the list of chunks is written by another thread and read without a lock
 * by checkpoints, which could hold half of it.
 *
 * <p>Goes back to a checkpoint together with its readers as long as the change stream is not part of it. Otherwise it would
 * remember as which snapshot a chunk was read that its reader, taken back, reads again by a later one; the change stream
 * would then bring changes that are already in the chunk.
 */
final class ExactEnumerator extends PostgresSourceEnumerator {

    private final SplitAssigner chunks;

    ExactEnumerator(
            SplitEnumeratorContext<SourceSplitBase> context,
            PostgresSourceConfig config,
            SplitAssigner chunks,
            ExactDialect dialect) {
        super(context, config, chunks, dialect, Boundedness.CONTINUOUS_UNBOUNDED);
        this.chunks = chunks;
    }

    @Override
    public void start() {
        super.start();
        // Taking one waits until there are some; the dialect divides a table in one step.
        Optional<SourceSplitBase> first = chunks.getNext();
        first.ifPresent(chunk -> chunks.addSplits(List.of(chunk)));
    }

    /** Called when a reader was taken back to a checkpoint, with what it has been given since. */
    @Override
    public void addSplitsBack(List<SourceSplitBase> splits, int reader) {
        if (!splits.isEmpty() || !chunks.noMoreSplits()) {
            throw new IllegalStateException(
                    "reader " + reader + " was taken back to a checkpoint from before the change"
                            + " stream; the whole job goes back to it");
        }
        super.addSplitsBack(splits, reader);
    }
}
