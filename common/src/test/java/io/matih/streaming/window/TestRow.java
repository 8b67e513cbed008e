package io.matih.streaming.window;

/** A row of the test aggregate. */
public record TestRow(
        String key,
        long start,
        long end,
        long sum,
        long distinctAmounts,
        long distinctSum,
        long distinctOfEvenPartitions,
        long inputRecords,
        long inputHash,
        int revision) {

    static final WindowAggregate<TestEvent, String, TestAccumulator, TestRow> AGGREGATE = new WindowAggregate<>(
            String.class, event -> event.key, TestAccumulator.class, TestAccumulator::new, TestRow.class, TestRow::of);

    static TestRow of(String key, WindowSpan window, TestAccumulator accumulator, int revision) {
        return new TestRow(
                key,
                window.startMillis(),
                window.endMillis(),
                accumulator.sum,
                accumulator.distinctAmounts,
                accumulator.distinctSum,
                accumulator.distinctOfEvenPartitions,
                accumulator.inputRecords,
                accumulator.inputHash,
                revision);
    }

    TestRow withRevision(int other) {
        return new TestRow(
                key,
                start,
                end,
                sum,
                distinctAmounts,
                distinctSum,
                distinctOfEvenPartitions,
                inputRecords,
                inputHash,
                other);
    }
}
