package io.matih.streaming.cli.reconcile;

import io.matih.streaming.record.InputRecord;

/** Which record of the source topic: its identity. */
record Origin(String topic, int partition, long offset) {

    static Origin of(InputRecord event) {
        return new Origin(event.origin.topic, event.origin.partition, event.origin.offset);
    }

    /** For example {@code clicks-2-1034}. */
    @Override
    public String toString() {
        return topic + "-" + partition + "-" + offset;
    }
}
