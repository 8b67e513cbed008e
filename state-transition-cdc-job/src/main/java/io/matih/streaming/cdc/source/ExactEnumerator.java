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
 * Hands out the chunks of a table that is read for the first time.
 *
 * <p>Waits at its start until the table is divided: the list of chunks is written by another thread and read without a lock
 * by checkpoints, which could hold half of it.
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
}
