package io.matih.streaming.cdc.source;

import org.apache.flink.cdc.connectors.base.source.meta.split.StreamSplit;
import org.apache.flink.cdc.connectors.postgres.source.fetch.PostgresStreamFetchTask;

/**
 * Reads the change stream, and leaves no connection behind.
 *
 * <p>Debezium's reader commits on its connection when it ends, and so opens a new one when Flink has closed it already; nor
 * does Flink CDC close the one that writes heartbeats. After some dozens of restarts the server would take no more.
 */
final class ChangeStreamTask extends PostgresStreamFetchTask {

    ChangeStreamTask(StreamSplit split) {
        super(split);
    }

    @Override
    public void execute(Context context) throws Exception {
        try {
            super.execute(context);
        } finally {
            ((ExactFetchContext) context).disconnect();
        }
    }
}
