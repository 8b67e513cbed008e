package io.matih.streaming.window;

import io.matih.streaming.text.Utf8Text;

/** Sums amounts, and counts and sums the distinct ones, of all events and of those of even partitions. */
public final class TestAccumulator extends DistinctAccumulator<TestEvent, TestAccumulator> {

    private static final int AMOUNTS = 0;
    private static final int AMOUNTS_BY_PARITY = 1;

    public long sum;
    public long distinctAmounts;
    public long distinctSum;
    public long distinctOfEvenPartitions;

    @Override
    public void add(TestEvent event) {
        sum += event.amount;
        Utf8Text amount = Utf8Text.of(Long.toString(event.amount));
        distinct(AMOUNTS, amount);
        distinct(AMOUNTS_BY_PARITY, event.origin.partition % 2 == 0 ? "even" : "odd", amount);
    }

    @Override
    protected void countDistinct(int set, String group, Utf8Text value) {
        if (set == AMOUNTS) {
            distinctAmounts++;
            distinctSum += Long.parseLong(value.toString());
        } else if (group.equals("even")) {
            distinctOfEvenPartitions++;
        }
    }

    @Override
    public void merge(TestAccumulator other) {
        sum += other.sum;
        distinctAmounts += other.distinctAmounts;
        distinctSum += other.distinctSum;
        distinctOfEvenPartitions += other.distinctOfEvenPartitions;
    }

    @Override
    public long sizeInBytes() {
        return 64;
    }
}
