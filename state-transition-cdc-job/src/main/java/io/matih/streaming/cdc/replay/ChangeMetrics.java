package io.matih.streaming.cdc.replay;

import io.matih.streaming.cdc.change.Operation;
import io.matih.streaming.cdc.change.StateTransition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What has been seen since the task was started: {@code changes} by {@code op}, {@code changes_replayed}, and of what was
 * written all the same {@code missing_values}, {@code unknown_columns} and {@code infinite_timestamps}.
 * {@code connector_lag_ms} is how long after its commit the last change was read.
 */
final class ChangeMetrics {

    private final Map<String, Counter> changes = new HashMap<>();
    private final Counter replayed;
    private final Counter missingValues;
    private final Counter unknownColumns;
    private final Counter infiniteTimestamps;
    private volatile long lagMillis;

    ChangeMetrics(MetricGroup group) {
        for (String operation :
                List.of(Operation.READ, Operation.CREATE, Operation.UPDATE, Operation.DELETE, Operation.TRUNCATE)) {
            changes.put(operation, group.addGroup("op", operation).counter("changes"));
        }
        replayed = group.counter("changes_replayed");
        missingValues = group.counter("missing_values");
        unknownColumns = group.counter("unknown_columns");
        infiniteTimestamps = group.counter("infinite_timestamps");
        group.gauge("connector_lag_ms", () -> lagMillis);
    }

    void replayed() {
        replayed.inc();
    }

    void passed(StateTransition change) {
        Counter ofOperation = changes.get(change.operation);
        if (ofOperation == null) {
            throw new IllegalStateException("an operation that the log does not know: " + change);
        }
        ofOperation.inc();
        missingValues.inc(change.missingValues);
        unknownColumns.inc(change.unknownColumns);
        infiniteTimestamps.inc(change.infiniteTimestamps);
        if (change.committedAtMicros != null) {
            lagMillis = change.capturedAtMillis - change.committedAtMicros / 1_000;
        }
    }
}
