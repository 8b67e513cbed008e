package io.matih.streaming.cdc;

import io.matih.streaming.cdc.change.StateTransition;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.functions.MapFunction;

/** Fails its task with the next change after it was triggered. */
final class FailureSwitch implements MapFunction<StateTransition, StateTransition> {

    private static final long serialVersionUID = 1L;
    private static final Map<String, AtomicBoolean> TRIGGERS = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();

    FailureSwitch() {
        TRIGGERS.put(name, new AtomicBoolean());
    }

    void trigger() {
        pending().set(true);
    }

    boolean isDone() {
        return !pending().get();
    }

    private AtomicBoolean pending() {
        return Objects.requireNonNull(TRIGGERS.get(name));
    }

    @Override
    public StateTransition map(StateTransition change) {
        if (pending().compareAndSet(true, false)) {
            throw new IllegalStateException("failed by the test");
        }
        return change;
    }
}
