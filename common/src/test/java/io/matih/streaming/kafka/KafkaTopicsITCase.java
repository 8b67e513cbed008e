package io.matih.streaming.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.job.StartupRefusedException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedTestCluster.class)
class KafkaTopicsITCase {

    private static final KafkaConnection NOWHERE = new KafkaConnection("127.0.0.1:1", new KafkaSecurity.Plaintext());

    @Test
    void missingTopicsAreCreatedWithRoomForTheLargestRecord(TestCluster kafka) throws Exception {
        kafka.createTopic("invoices", 3);

        KafkaTopics.on(kafka.plaintext()).check(topics("invoices"), MissingTopics.CREATE);

        assertThat(kafka.partitionsOf("invoices.late")).isEqualTo(3);
        assertThat(kafka.partitionsOf("invoices.dead-letter")).isEqualTo(3);
        assertThat(kafka.settingsOf("invoices.dead-letter"))
                .containsEntry("retention.ms", "-1")
                .containsEntry("message.timestamp.type", "CreateTime")
                .containsEntry("max.message.bytes", Integer.toString(1_048_588 + 65_536));
    }

    @Test
    void existingTopicsAreLeftAlone(TestCluster kafka) throws Exception {
        kafka.createTopic("payments", 2);
        kafka.createTopic("payments.dead-letter", 1);
        kafka.createTopic("payments.late", 1);

        KafkaTopics.on(kafka.plaintext()).check(topics("payments"), MissingTopics.REFUSE);

        assertThat(kafka.partitionsOf("payments.late")).isEqualTo(1);
    }

    @Test
    void missingTopicsAreNamedWhenTheyMayNotBeCreated(TestCluster kafka) {
        kafka.createTopic("refunds", 1);
        KafkaConnection connection = kafka.plaintext();

        assertThatThrownBy(() -> KafkaTopics.on(connection).check(topics("refunds"), MissingTopics.REFUSE))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessage(
                        "Kafka at " + connection.bootstrapServers() + " has no topic 'refunds.dead-letter' and no topic"
                                + " 'refunds.late'; create it or set kafka.missing-topics to create");
    }

    @Test
    void missingSourceIsNamed(TestCluster kafka) {
        KafkaConnection connection = kafka.plaintext();

        assertThatThrownBy(() -> KafkaTopics.on(connection).check(topics("nothing"), MissingTopics.CREATE))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessage("Kafka at " + connection.bootstrapServers() + " has no topic 'nothing', the source");
    }

    @Test
    void compactedTopicIsCreatedWithOnePartitionAndThenAccepted(TestCluster kafka) throws Exception {
        CompactedTopic topic = new CompactedTopic(kafka.plaintext(), "prices");

        assertThatThrownBy(() -> topic.ensure(MissingTopics.REFUSE))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageContaining(" has no topic 'prices'; create it or set kafka.missing-topics to create");
        topic.ensure(MissingTopics.CREATE);

        assertThat(kafka.partitionsOf("prices")).isEqualTo(1);
        assertThat(kafka.settingsOf("prices")).containsEntry("cleanup.policy", "compact");
        topic.ensure(MissingTopics.REFUSE);
    }

    @Test
    void topicThatWouldLoseRecordsOrTheirOrderIsRefused(TestCluster kafka) {
        kafka.createTopic("rates", 1);
        kafka.createTopic("fees", 2);

        assertThatThrownBy(() -> new CompactedTopic(kafka.plaintext(), "rates").ensure(MissingTopics.CREATE))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageEndingWith(" has a topic 'rates' with cleanup.policy delete; expected compact, because its"
                        + " records have to be kept");
        assertThatThrownBy(() -> new CompactedTopic(kafka.plaintext(), "fees").ensure(MissingTopics.CREATE))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageEndingWith(" has a topic 'fees' with 2 partitions; expected one, because its records have to"
                        + " stay in order");
    }

    @Test
    void brokerThatDoesNotAnswerIsNamed() {
        assertThatThrownBy(() -> KafkaTopics.within(Duration.ofSeconds(1), NOWHERE)
                        .check(topics("orders"), MissingTopics.CREATE))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageStartingWith("Kafka at 127.0.0.1:1 cannot be asked for its topics: ")
                .message()
                .doesNotContain("\n");
    }

    private static JobTopics topics(String source) {
        return new JobTopics(source, source + ".dead-letter", source + ".late");
    }
}
