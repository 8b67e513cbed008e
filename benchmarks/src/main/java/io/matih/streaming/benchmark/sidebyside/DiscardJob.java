package io.matih.streaming.benchmark.sidebyside;

import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Flink's Kafka source and nothing behind it: what no Flink job can be cheaper than. */
final class DiscardJob {

    private DiscardJob() {}

    static void define(StreamExecutionEnvironment environment, RunSettings run) {
        environment.getConfig().enableObjectReuse();
        Properties consumer = new Properties();
        consumer.putAll(TunedConsumer.SETTINGS);
        KafkaSource<byte[]> source = KafkaSource.<byte[]>builder()
                .setBootstrapServers(run.bootstrapServers())
                .setTopics(run.topic().name())
                .setGroupId(run.group())
                .setProperties(consumer)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new Values())
                .build();
        environment
                .fromSource(source, WatermarkStrategy.noWatermarks(), "records-read")
                .sinkTo(new DiscardingSink<>());
    }

    private static final class Values implements KafkaRecordDeserializationSchema<byte[]> {

        private static final long serialVersionUID = 1L;

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<byte[]> output) {
            output.collect(record.value());
        }

        @Override
        public TypeInformation<byte[]> getProducedType() {
            return PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
        }
    }
}
