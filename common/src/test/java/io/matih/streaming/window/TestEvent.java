package io.matih.streaming.window;

import io.matih.streaming.record.InputRecord;

/** An event of a key with an amount. */
public final class TestEvent extends InputRecord {

    public String key = "";
    public long amount;

    static TestEvent anEvent(String key, long eventTimeMillis) {
        TestEvent event = new TestEvent();
        event.key = key;
        event.amount = 1;
        event.eventTimeMillis = eventTimeMillis;
        event.origin.topic = "events";
        event.origin.value = (key + "@" + eventTimeMillis).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        event.accept();
        return event;
    }

    TestEvent at(int partition, long offset) {
        origin.partition = partition;
        origin.offset = offset;
        return this;
    }
}
