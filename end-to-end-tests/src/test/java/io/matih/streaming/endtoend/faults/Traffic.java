package io.matih.streaming.endtoend.faults;

import io.matih.streaming.endtoend.Script;
import io.matih.streaming.endtoend.ScriptedRecord;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends a script, its time running faster than the clock, until it is closed. Each record has its number in a header, and
 * is known by it afterwards. Three minutes a second end a window of 15 minutes every five seconds.
 */
final class Traffic implements AutoCloseable {

    static final String NUMBER = "script";

    private static final int SPEED = 180;
    private static final Duration WINDOW = Duration.ofMinutes(15);
    /** Longer than the job waits for records that are out of order, and than a partition is without one. */
    private static final Duration OUT_OF_ORDER = Duration.ofMinutes(2);

    private static final Duration STEP = Duration.ofMillis(200);
    private static final int OUTLASTS_EVERY_OUTAGE_MILLIS = 900_000;

    private final String topic;
    private final Script script;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<Integer, ScriptedRecord> records = new ConcurrentHashMap<>();
    private final BitSet acknowledged = new BitSet();
    private final Queue<FutureTask<?>> between = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::flow, "traffic");
    private volatile boolean closed;
    private volatile long scriptMillis;

    private Traffic(String bootstrapServers, String topic, Script script) {
        this.topic = topic;
        this.script = script;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "enable.idempotence",
                        true,
                        "linger.ms",
                        5,
                        "request.timeout.ms",
                        5_000,
                        "max.block.ms",
                        OUTLASTS_EVERY_OUTAGE_MILLIS,
                        "delivery.timeout.ms",
                        OUTLASTS_EVERY_OUTAGE_MILLIS),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    static Traffic start(String bootstrapServers, String topic, Script script) {
        Traffic traffic = new Traffic(bootstrapServers, topic, script);
        traffic.thread.setDaemon(true);
        traffic.thread.start();
        return traffic;
    }

    /** The record that was sent under this number. */
    ScriptedRecord record(int number) {
        ScriptedRecord record = records.get(number);
        if (record == null) {
            throw new IllegalStateException("no record was sent under number " + number);
        }
        return record;
    }

    /** The numbers of the records that the broker has said to have. */
    BitSet acknowledged() {
        synchronized (acknowledged) {
            return (BitSet) acknowledged.clone();
        }
    }

    /** How far the script has come while it flowed, in milliseconds since 1970. */
    long scriptMillis() {
        return scriptMillis;
    }

    /** Whether no more will come, but what ends all windows. */
    boolean isClosed() {
        return closed;
    }

    /** Whether windows ended a moment ago, so that the job has rows that may not be in a checkpoint yet. */
    boolean hasJustEndedWindows() {
        long sinceMillis = scriptMillis % WINDOW.toMillis();
        return sinceMillis >= OUT_OF_ORDER.toMillis() && sinceMillis < 2 * OUT_OF_ORDER.toMillis();
    }

    /** Sends in between what the script is asked for, and returns when the broker has it. */
    void sendAlso(Function<Script, List<ScriptedRecord>> part) {
        FutureTask<?> sending = new FutureTask<>(() -> send(part.apply(script)), null);
        between.add(sending);
        try {
            sending.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the script cannot go on", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the traffic flows", e);
        }
        producer.flush();
    }

    /** Stops, sends what ends all windows, and returns when the broker has everything. */
    void finish() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the traffic ends", e);
        }
        send(script.closing());
        producer.flush();
    }

    @Override
    public void close() {
        closed = true;
        producer.close(Duration.ZERO);
    }

    private void flow() {
        while (!closed) {
            send(script.next(STEP.multipliedBy(SPEED)));
            scriptMillis = script.nowMillis();
            for (FutureTask<?> next = between.poll(); next != null; next = between.poll()) {
                next.run();
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    private void send(List<ScriptedRecord> next) {
        for (ScriptedRecord plain : next) {
            int number = records.size();
            ScriptedRecord record = new ScriptedRecord(
                    plain.partition(),
                    plain.letter().with(List.of(NUMBER + "=" + number)),
                    plain.call(),
                    plain.reason());
            records.put(number, record);
            Future<?> unused = producer.send(record.letter().to(topic, record.partition()), (written, failure) -> {
                if (failure == null) {
                    synchronized (acknowledged) {
                        acknowledged.set(number);
                    }
                }
            });
        }
    }
}
