package io.matih.streaming.platform.generator;

import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends the records of one stream when they are due. One thread sends; any may ask how far it is. */
final class TrafficLane {

    /** So that other lanes and inserted records get their turn. */
    private static final int AT_ONCE = 2_000;

    private final EventStream stream;
    private final RecordSequence sequence;
    private final Producer<String, byte[]> producer;
    private final Consumer<Exception> failed;
    private final TallyCounter tally = new TallyCounter();
    private volatile long nextIndex;
    private final AtomicLong unacknowledged = new AtomicLong();
    private long inserted;

    TrafficLane(
            EventStream stream,
            TrafficSettings settings,
            Producer<String, byte[]> producer,
            Consumer<Exception> failed) {
        this.stream = stream;
        this.sequence = new RecordSequence(stream, settings);
        this.producer = producer;
        this.failed = failed;
    }

    EventStream stream() {
        return stream;
    }

    void sendDue(long nowMillis) {
        for (int sent = 0; sent < AT_ONCE && !isAtEnd() && sequence.dueMillis(nextIndex) <= nowMillis; sent++) {
            long index = nextIndex;
            send(sequence.record(index));
            nextIndex = index + 1;
        }
    }

    /** Sends records of one kind beside the sequence; their numbers are negative. */
    void insert(RecordKind kind, int count, long nowMillis) {
        for (int sent = 0; sent < count; sent++) {
            inserted++;
            send(stream.make(kind, -inserted, nowMillis));
        }
    }

    private void send(GeneratedRecord record) {
        unacknowledged.incrementAndGet();
        Future<?> unused = producer.send(
                new ProducerRecord<>(stream.topic(), null, record.timestampMillis(), record.key(), record.value()),
                (metadata, failure) -> {
                    if (failure == null) {
                        tally.count(record);
                        unacknowledged.decrementAndGet();
                    } else {
                        failed.accept(failure);
                    }
                });
    }

    /** Whether all records are sent and acknowledged. */
    boolean isFinished() {
        return isAtEnd() && unacknowledged.get() == 0;
    }

    private boolean isAtEnd() {
        return !sequence.has(nextIndex);
    }

    boolean isPastBacklog() {
        return isAtEnd() || !sequence.isBacklog(nextIndex);
    }

    Tally tally() {
        return tally.tally();
    }
}
