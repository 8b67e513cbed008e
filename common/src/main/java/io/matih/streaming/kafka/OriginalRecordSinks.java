package io.matih.streaming.kafka;

import io.matih.streaming.record.DeadLetter;
import io.matih.streaming.record.LateEvent;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Exactly-once sinks that carry original records, byte for byte, to another topic of the same cluster.
 *
 * <pre>{@code
 * OriginalRecordSinks originals = new OriginalRecordSinks(connection, "billing", "billing", Duration.ofMinutes(15), LostTransactions.FAIL);
 * originals.writeDeadLetters(deadLetters, "orders.dead-letter");
 * }</pre>
 *
 * <p>Records become visible to {@code read_committed} readers with the checkpoint after them. A transaction that Kafka gave up
 * fails the job with a {@link LostTransactionException}, unless lost transactions are accepted. Records go to partitions by key.
 */
public final class OriginalRecordSinks {

    static final String DEAD_LETTERS_UID = "dead-letters-write";
    static final String LATE_EVENTS_UID = "late-events-write";

    /** Far above what topics allow by default, so that the topic's own limit decides. */
    private static final int LARGEST_REQUEST_BYTES = 16 << 20;

    private final KafkaConnection connection;
    private final String job;
    private final String transactionalIdPrefix;
    private final Duration transactionTimeout;
    private final LostTransactions lostTransactions;

    /**
     * @param job what the {@code job} header says
     * @param transactionalIdPrefix no other job on the cluster may have the same; must stay the same over restarts
     * @param transactionTimeout how long a checkpoint and the restart after it may take; at most the broker's maximum
     */
    public OriginalRecordSinks(
            KafkaConnection connection,
            String job,
            String transactionalIdPrefix,
            Duration transactionTimeout,
            LostTransactions lostTransactions) {
        this.connection = connection;
        this.job = job;
        this.transactionalIdPrefix = transactionalIdPrefix;
        this.transactionTimeout = transactionTimeout;
        this.lostTransactions = lostTransactions;
    }

    /** Writes dead letters to a topic, with the headers {@code reason} and {@code detail}. */
    public void writeDeadLetters(DataStream<DeadLetter> letters, String topic) {
        attach(letters, sink(topic, "dead-letter", new DeadLetterSerializer(topic, job)), DEAD_LETTERS_UID);
    }

    /**
     * Writes late events to a topic, with the headers {@code reason}, {@code late.window_start}, {@code late.window_end} and
     * {@code late.watermark}.
     */
    public void writeLate(DataStream<LateEvent> events, String topic) {
        attach(events, sink(topic, "late", new LateEventSerializer(topic, job)), LATE_EVENTS_UID);
    }

    private static <T> void attach(DataStream<T> stream, Sink<T> sink, String uid) {
        stream.sinkTo(sink).name(uid).uid(uid);
    }

    <T> Sink<T> sink(String topic, String purpose, KafkaRecordSerializationSchema<T> serializer) {
        KafkaSink<T> sink = KafkaSink.<T>builder()
                .setKafkaProducerConfig(properties())
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(transactionalIdPrefix + "-" + purpose)
                .setRecordSerializer(serializer)
                .build();
        return LoudSink.around(sink, topic, lostTransactions);
    }

    private Properties properties() {
        Properties properties = connection.properties();
        properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        properties.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.setProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Long.toString(transactionTimeout.toMillis()));
        properties.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "20");
        properties.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(LARGEST_REQUEST_BYTES));
        return properties;
    }
}
