package io.matih.streaming.benchmark.sidebyside;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Kafka consumers that only poll, one a thread, with our jobs' settings: what no program on this client can be cheaper than. */
final class PollingRun {

    private static final Duration POLL = Duration.ofSeconds(1);

    private final RunSettings settings;
    private @Nullable Meter meter;
    private long soFar;

    PollingRun(RunSettings settings) {
        this.settings = settings;
    }

    Measurement measure() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(RunSettings.PARALLELISM);
        try {
            List<Callable<Long>> readers = new ArrayList<>();
            for (int reader = 0; reader < RunSettings.PARALLELISM; reader++) {
                int index = reader;
                readers.add(() -> read(index));
            }
            long records = 0;
            for (Future<Long> read : threads.invokeAll(readers)) {
                records += read.get();
            }
            return stop(records);
        } finally {
            threads.shutdownNow();
        }
    }

    private synchronized Measurement stop(long records) throws Exception {
        Meter started = meter;
        if (started == null || records != settings.topic().records()) {
            throw new IllegalStateException("expected " + settings.topic().records() + " records, read " + records);
        }
        return started.stop();
    }

    private long read(int reader) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = consumer
                    .partitionsFor(settings.topic().name())
                    .stream()
                    .filter(info -> info.partition() % RunSettings.PARALLELISM == reader)
                    .map(PollingRun::partition)
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long expected = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            long records = 0;
            while (records < expected) {
                int polled = consumer.poll(POLL).count();
                records += polled;
                count(polled);
            }
            return records;
        }
    }

    private synchronized void count(int polled) {
        Meter started = meter;
        if (started == null) {
            started = new Meter(settings.topic().records());
            meter = started;
        }
        soFar += polled;
        started.read(soFar);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> properties = new HashMap<>(TunedConsumer.SETTINGS);
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static TopicPartition partition(PartitionInfo info) {
        return new TopicPartition(info.topic(), info.partition());
    }
}
