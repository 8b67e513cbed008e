package io.matih.streaming.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.matih.streaming.record.InputRecord;
import java.nio.ByteBuffer;

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
        event.origin.value = ByteBuffer.wrap((key + "@" + eventTimeMillis).getBytes(UTF_8));
        event.accept();
        return event;
    }

    TestEvent at(int partition, long offset) {
        origin.partition = partition;
        origin.offset = offset;
        return this;
    }
}
