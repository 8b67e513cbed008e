package io.matih.streaming.window;

import static io.matih.streaming.window.TestEvent.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.record.RejectReason;
import io.matih.streaming.window.WindowSettings.PreAggregation;
import java.time.Duration;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingTaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values that cannot be read cost no record, and a metric counts them, over restores too. */
class UnreadableValuesOperatorTest {

    private static final long START = 1_700_000_040_000L;

    private final InterceptingOperatorMetricGroup metrics = new InterceptingOperatorMetricGroup();

    @ParameterizedTest
    @EnumSource
    void valuesOfAcceptedEventsAreCountedAndTheEventsAreKept(PreAggregation preAggregation) throws Exception {
        try (OneInputStreamOperatorTestHarness<TestEvent, Partial<String, TestAccumulator>> harness =
                harness(preAggregation)) {
            harness.open();
            harness.processElement(withUnreadable(2, 0), START);
            harness.processElement(withUnreadable(0, 1), START);
            harness.processElement(withUnreadable(3, 2), START);
            TestEvent rejected = withUnreadable(4, 3);
            rejected.reject(RejectReason.FUTURE_TIMESTAMP, "too early");
            harness.processElement(rejected, START);

            assertThat(gauge("values_unreadable")).isEqualTo(5);
            assertThat(gauge("records_read")).isEqualTo(4);
            assertThat(gauge("records_dead_lettered")).isEqualTo(1);
        }
    }

    @Test
    void countGoesOnAfterARestore() throws Exception {
        OperatorSubtaskState checkpoint;
        try (OneInputStreamOperatorTestHarness<TestEvent, ?> harness = harness(PreAggregation.ON)) {
            harness.open();
            harness.processElement(withUnreadable(2, 0), START);
            harness.prepareSnapshotPreBarrier(1);
            checkpoint = harness.snapshot(1, 1);
        }
        try (OneInputStreamOperatorTestHarness<TestEvent, ?> harness = harness(PreAggregation.ON)) {
            harness.initializeState(checkpoint);
            harness.open();
            harness.processElement(withUnreadable(1, 1), START);

            assertThat(gauge("values_unreadable")).isEqualTo(3);
        }
    }

    private static TestEvent withUnreadable(int values, long offset) {
        TestEvent event = anEvent("key", START).at(0, offset);
        event.unreadableValues = values;
        return event;
    }

    private OneInputStreamOperatorTestHarness<TestEvent, Partial<String, TestAccumulator>> harness(
            PreAggregation preAggregation) throws Exception {
        MockEnvironment environment = new MockEnvironmentBuilder()
                .setMetricGroup(new InterceptingTaskMetricGroup() {
                    @Override
                    public InternalOperatorMetricGroup getOrAddOperator(OperatorID id, String name) {
                        return metrics;
                    }
                })
                .build();
        return new OneInputStreamOperatorTestHarness<>(
                new PreAggregator<>(TestRow.AGGREGATE, SimulatedJob.settings(preAggregation, Duration.ZERO)),
                environment);
    }

    private long gauge(String name) {
        return (Long) ((Gauge<?>) metrics.get(name)).getValue();
    }
}
