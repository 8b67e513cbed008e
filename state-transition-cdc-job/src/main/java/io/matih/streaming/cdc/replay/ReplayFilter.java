package io.matih.streaming.cdc.replay;

import io.matih.streaming.cdc.change.Operation;
import io.matih.streaming.cdc.change.StateTransition;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Drops the changes that a restart makes the server send again, and counts what passes.
 *
 * <p>State: the last change of the stream, as its place in its transaction. Runs with parallelism 1, as the change stream does.
 */
public final class ReplayFilter extends RichFlatMapFunction<StateTransition, StateTransition>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    private final TruncatePolicy truncatePolicy;

    private transient @Nullable ListState<ReplayPosition> state;
    private transient @Nullable ReplayCursor cursor;
    private transient @Nullable ChangeMetrics metrics;

    public ReplayFilter(TruncatePolicy truncatePolicy) {
        this.truncatePolicy = truncatePolicy;
    }

    /** Every change once. */
    public static SingleOutputStreamOperator<StateTransition> apply(
            DataStream<StateTransition> changes, TruncatePolicy truncatePolicy) {
        return changes.flatMap(new ReplayFilter(truncatePolicy))
                .name("transitions-deduplicate")
                .uid("transitions-deduplicate")
                .setParallelism(1);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        state = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("replay-position", ReplayPosition.class));
        ReplayPosition restored = null;
        for (ReplayPosition position : state.get()) {
            restored = position;
        }
        cursor = new ReplayCursor(restored);
    }

    @Override
    public void open(OpenContext context) {
        metrics = new ChangeMetrics(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void flatMap(StateTransition change, Collector<StateTransition> out) {
        ChangeMetrics counted = Objects.requireNonNull(metrics);
        if (!change.isSnapshot() && Objects.requireNonNull(cursor).isReplayed(change)) {
            counted.replayed();
            return;
        }
        counted.passed(change);
        if (!change.operation.equals(Operation.TRUNCATE)) {
            out.collect(change);
        } else if (truncatePolicy == TruncatePolicy.STOP) {
            throw new SuppressRestartsException(
                    new TruncatedTableException("the source table was truncated by transaction "
                            + change.transactionId
                            + ", and the log cannot show which rows are gone; to go on from the last"
                            + " checkpoint with the rows as they were, set cdc.truncate to count"));
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        ReplayPosition position = Objects.requireNonNull(cursor).position();
        Objects.requireNonNull(state).update(position == null ? List.of() : List.of(position));
    }
}
