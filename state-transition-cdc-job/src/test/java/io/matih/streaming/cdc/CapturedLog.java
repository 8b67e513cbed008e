package io.matih.streaming.cdc;

import io.matih.streaming.cdc.change.StateTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps all changes in state, so that a restore takes back what came after the checkpoint, as an exactly-once table would.
 * The newest contents stand under a name, because a function is serialized on its way to its task.
 */
final class CapturedLog implements MapFunction<StateTransition, StateTransition>, CheckpointedFunction {

    private static final long serialVersionUID = 1L;
    private static final Map<String, List<StateTransition>> CONTENTS = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();
    private transient @Nullable ListState<StateTransition> state;
    private transient @Nullable List<StateTransition> changes;

    CapturedLog() {
        CONTENTS.put(name, new ArrayList<>());
    }

    /** What the log holds now. */
    List<StateTransition> contents() {
        List<StateTransition> contents = Objects.requireNonNull(CONTENTS.get(name));
        synchronized (contents) {
            return List.copyOf(contents);
        }
    }

    @Override
    public StateTransition map(StateTransition change) {
        List<StateTransition> contents = Objects.requireNonNull(changes);
        synchronized (contents) {
            contents.add(change);
        }
        return change;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        state = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("log", StateTransition.class));
        List<StateTransition> restored = new ArrayList<>();
        state.get().forEach(restored::add);
        changes = restored;
        CONTENTS.put(name, restored);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        Objects.requireNonNull(state).update(Objects.requireNonNull(changes));
    }
}
