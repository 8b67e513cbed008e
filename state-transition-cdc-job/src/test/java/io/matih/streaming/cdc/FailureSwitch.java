package io.matih.streaming.cdc;

import io.matih.streaming.cdc.change.StateTransition;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.MapFunction;

/** Fails its task at a change after it was triggered. */
final class FailureSwitch implements MapFunction<StateTransition, StateTransition> {

    private static final long serialVersionUID = 1L;
    private static final Map<String, AtomicInteger> TRIGGERS = new ConcurrentHashMap<>();
    private static final Map<String, CountDownLatch> HELD = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();

    FailureSwitch() {
        TRIGGERS.put(name, new AtomicInteger());
    }

    /** Lets so many changes pass before the one that fails. */
    void trigger(int passing) {
        pending().set(passing + 1);
    }

    boolean isDone() {
        return pending().get() == 0;
    }

    /** Keeps the next change, and so every checkpoint, waiting until it is let fail. */
    void hold() {
        HELD.put(name, new CountDownLatch(1));
        trigger(0);
    }

    /** Lets the change that waits fail. */
    void release() {
        Objects.requireNonNull(HELD.get(name)).countDown();
    }

    private AtomicInteger pending() {
        return Objects.requireNonNull(TRIGGERS.get(name));
    }

    @Override
    public StateTransition map(StateTransition change) throws InterruptedException {
        if (pending().get() > 0 && pending().decrementAndGet() == 0) {
            CountDownLatch held = HELD.get(name);
            if (held != null) {
                held.await();
            }
            throw new IllegalStateException("failed by the test");
        }
        return change;
    }
}
