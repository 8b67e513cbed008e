package io.matih.streaming.iceberg;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.jspecify.annotations.Nullable;

/** An unbounded source of the rows that a test feeds; its position is in checkpoints. */
@SuppressWarnings("deprecation") // The smallest source there is.
final class FeedSource implements SourceFunction<Reading>, CheckpointedFunction {

    private static final long serialVersionUID = 1L;
    private static final Map<String, List<Reading>> FEEDS = new ConcurrentHashMap<>();

    private final Feed feed;
    private volatile boolean running = true;
    private int next;
    private transient @Nullable ListState<Integer> state;

    FeedSource(Feed feed) {
        this.feed = feed;
    }

    /** The rows of one test. */
    record Feed(String id) implements Serializable {

        static Feed create() {
            Feed feed = new Feed(UUID.randomUUID().toString());
            FEEDS.put(feed.id, new ArrayList<>());
            return feed;
        }

        /** One row for each tenant. */
        void rows(String... tenants) {
            List<Reading> rows = all();
            synchronized (rows) {
                for (String tenant : tenants) {
                    rows.add(new Reading(0, tenant));
                }
                rows.notifyAll();
            }
        }

        private List<Reading> all() {
            return FEEDS.getOrDefault(id, List.of());
        }
    }

    @Override
    public void run(SourceContext<Reading> context) throws Exception {
        List<Reading> rows = feed.all();
        while (running) {
            Reading row = awaitRow(rows);
            if (row != null) {
                synchronized (context.getCheckpointLock()) {
                    context.collect(row);
                    next++;
                }
            }
        }
    }

    private @Nullable Reading awaitRow(List<Reading> rows) throws InterruptedException {
        synchronized (rows) {
            if (next >= rows.size()) {
                rows.wait(20);
            }
            return next < rows.size() ? rows.get(next) : null;
        }
    }

    @Override
    public void cancel() {
        running = false;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        if (state != null) {
            state.update(List.of(next));
        }
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        ListState<Integer> restored =
                context.getOperatorStateStore().getListState(new ListStateDescriptor<>("next", Integer.class));
        for (Integer position : restored.get()) {
            next = position;
        }
        state = restored;
    }
}
