package io.matih.streaming.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.MapFunction;

/** Fails the job at the first sight of the value {@code fail}, and lets it pass from then on. */
final class FailOnce implements MapFunction<TestEvent, TestEvent> {

    private static final long serialVersionUID = 1L;

    /** Outlives restarts of the task. */
    static final AtomicInteger SEEN = new AtomicInteger();

    @Override
    public TestEvent map(TestEvent event) {
        ByteBuffer value = event.origin.value;
        if (value != null && UTF_8.decode(value.duplicate()).toString().equals("fail") && SEEN.incrementAndGet() == 1) {
            throw new IllegalStateException("failing once");
        }
        return event;
    }
}
