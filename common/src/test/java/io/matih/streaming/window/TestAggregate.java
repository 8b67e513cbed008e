package io.matih.streaming.window;

/** Sums amounts by key. */
final class TestAggregate implements WindowAggregate<TestEvent, String, TestAccumulator, TestRow> {

    private static final long serialVersionUID = 1L;

    @Override
    public String keyOf(TestEvent event) {
        return event.key;
    }

    @Override
    public TestAccumulator createAccumulator() {
        return new TestAccumulator();
    }

    @Override
    public void add(TestAccumulator accumulator, TestEvent event) {
        accumulator.sum += event.amount;
    }

    @Override
    public void merge(TestAccumulator into, TestAccumulator from) {
        into.sum += from.sum;
    }

    @Override
    public TestRow result(String key, WindowSpan window, TestAccumulator accumulator, int revision) {
        return new TestRow(
                key,
                window.startMillis(),
                window.endMillis(),
                accumulator.sum,
                accumulator.inputRecords,
                accumulator.inputHash,
                revision);
    }

    @Override
    public Class<String> keyClass() {
        return String.class;
    }

    @Override
    public Class<TestAccumulator> accumulatorClass() {
        return TestAccumulator.class;
    }

    @Override
    public Class<TestRow> rowClass() {
        return TestRow.class;
    }
}
