package io.matih.streaming.platform.generator;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends streams of generated records to Kafka, each record when it is due.
 *
 * <pre>{@code
 * EventStream calls = new LlmTraffic(settings.seed());
 * try (TrafficGenerator traffic = TrafficGenerator.start(bootstrapServers, settings, List.of(calls), clock)) {
 *     traffic.insert(calls.topic(), RecordKind.LATE, 1);
 *     traffic.tally(calls.topic());
 * }
 * }</pre>
 */
public final class TrafficGenerator implements AutoCloseable {

    private static final long TICK_MILLIS = 20;
    private static final long STOP_SECONDS = 10;

    private final Clock clock;
    private final Producer<String, byte[]> producer;
    private final Map<String, TrafficLane> lanes = new LinkedHashMap<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "traffic");
        thread.setDaemon(true);
        return thread;
    });

    private TrafficGenerator(Clock clock, Producer<String, byte[]> producer) {
        this.clock = clock;
        this.producer = producer;
    }

    /** Starts to send; each stream comes at the rate of the settings. */
    public static TrafficGenerator start(
            String bootstrapServers, TrafficSettings settings, List<EventStream> streams, Clock clock) {
        TrafficGenerator generator = new TrafficGenerator(clock, producer(bootstrapServers));
        for (EventStream stream : streams) {
            generator.lanes.put(stream.topic(), new TrafficLane(stream, settings, generator.producer, generator::fail));
        }
        Future<?> unused =
                generator.sender.scheduleWithFixedDelay(generator::sendDue, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
        return generator;
    }

    private static Producer<String, byte[]> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        5),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private void sendDue() {
        guarded(() -> {
            long nowMillis = clock.millis();
            lanes.values().forEach(lane -> lane.sendDue(nowMillis));
        });
    }

    /**
     * Sends records of one kind now, beside the regular ones, and returns at once.
     *
     * @param kind any but {@link RecordKind#DUPLICATE}
     */
    public void insert(String topic, RecordKind kind, int count) {
        TrafficLane lane = lane(topic);
        sender.execute(() -> guarded(() -> lane.insert(kind, count, clock.millis())));
    }

    /** What Kafka has acknowledged of a stream so far. */
    public Tally tally(String topic) {
        return lane(topic).tally();
    }

    /** Whether everything up to the limit is acknowledged. */
    public boolean isFinished() {
        return lanes.values().stream().allMatch(TrafficLane::isFinished);
    }

    /** Whether the backlog is sent and traffic is live. */
    public boolean isLive() {
        return lanes.values().stream().allMatch(TrafficLane::isPastBacklog);
    }

    /** Why no more records are sent; empty while they are. */
    public Optional<Exception> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** The first failure ends the traffic: what Kafka did not take is missing in the sequence. */
    private void guarded(Runnable work) {
        if (failure.get() != null) {
            return;
        }
        try {
            work.run();
        } catch (RuntimeException broken) {
            fail(broken);
        }
    }

    private void fail(Exception broken) {
        failure.compareAndSet(null, broken);
    }

    private TrafficLane lane(String topic) {
        TrafficLane lane = lanes.get(topic);
        if (lane == null) {
            throw new IllegalArgumentException("no traffic for topic " + topic + ", only for " + lanes.keySet());
        }
        return lane;
    }

    /** Stops sending, and returns when Kafka has acknowledged what was sent. */
    @Override
    public void close() {
        sender.shutdown();
        try (producer) {
            if (!sender.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                sender.shutdownNow();
            }
            producer.flush();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            sender.shutdownNow();
        }
    }
}
