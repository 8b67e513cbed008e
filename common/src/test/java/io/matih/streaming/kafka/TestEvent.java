package io.matih.streaming.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.matih.streaming.record.InputRecord;
import io.matih.streaming.record.RejectReason;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** An event whose value is its event time in epoch milliseconds, {@code skip} for one to filter, or garbage. */
public final class TestEvent extends InputRecord {

    static final EventFormat<TestEvent> FORMAT =
            new EventFormat<>(TestEvent.class, TestEvent::new, () -> TestEvent::decode);

    static void decode(@Nullable ByteBuffer value, TestEvent event) {
        String text = value == null ? "" : UTF_8.decode(value.duplicate()).toString();
        if (text.equals("skip")) {
            event.filter();
        } else if (text.matches("-?[0-9]+")) {
            event.eventTimeMillis = Long.parseLong(text);
            event.accept();
        } else {
            event.reject(RejectReason.MALFORMED_JSON, "value: expected a number, got '" + text + "'");
        }
    }
}
