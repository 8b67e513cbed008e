package io.matih.streaming.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.matih.streaming.job.StartupRefusedException;
import io.matih.streaming.record.KeyedText;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A topic with one partition of which the newest record of each key is kept for good, so that it can be read from its
 * beginning at any time.
 */
public record CompactedTopic(KafkaConnection connection, String name) {

    /**
     * Makes sure when a job starts that the topic is there and as it must be.
     *
     * @throws StartupRefusedException with one line that says what is not
     */
    public void ensure(MissingTopics missingTopics) {
        KafkaTopics.on(connection).checkCompacted(name, missingTopics);
    }

    /**
     * Writes records in their order, in one task and without transactions: each is in the topic at least once. So what is
     * written again after a restart must say the same under the same key.
     */
    public void write(DataStream<KeyedText> records, String uid) {
        KafkaSink<KeyedText> sink = KafkaSink.<KeyedText>builder()
                .setKafkaProducerConfig(properties())
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(serializer(name))
                .build();
        records.sinkTo(sink).name(uid).uid(uid).setParallelism(1);
    }

    private static KafkaRecordSerializationSchema<KeyedText> serializer(String topic) {
        return (record, context, timestamp) -> new ProducerRecord<>(
                topic, record.key().getBytes(UTF_8), record.value().getBytes(UTF_8));
    }

    private Properties properties() {
        Properties properties = connection.properties();
        properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        // Keeps the order of records that are sent again.
        properties.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        return properties;
    }
}
