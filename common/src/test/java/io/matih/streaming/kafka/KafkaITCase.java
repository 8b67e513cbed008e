package io.matih.streaming.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(SharedTestCluster.class)
class KafkaITCase {

    @RegisterExtension
    private static final MiniClusterExtension FLINK =
            new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
                    .setNumberTaskManagers(1)
                    .setNumberSlotsPerTaskManager(4)
                    .build());

    @Test
    void committedRecordsAreCarriedByteForByteAndAbortedOnesNotRead(TestCluster kafka) throws Exception {
        kafka.createTopic("carried", 1);
        kafka.createTopic("carried.dead-letter", 1);
        ProducerRecord<byte[], byte[]> odd =
                new ProducerRecord<>("carried", 0, 1_700L, new byte[] {0, -1}, new byte[] {'{', -1, 0});
        odd.headers().add("trace", new byte[] {7}).add("job", null).add("trace", new byte[] {8});
        kafka.send(odd);
        kafka.sendAndAbort("carried", 0, "aborted");
        kafka.send(new ProducerRecord<>("carried", 0, 1_800L, null, (byte[]) null));

        JobClient job = new TestJob(kafka.plaintext(), "carried", StartMode.EARLIEST)
                .writeDeadLetters(kafka.plaintext(), "carried.dead-letter")
                .start();
        List<ConsumerRecord<byte[], byte[]>> written = kafka.read("carried.dead-letter", 2);
        stop(job);

        assertThat(written).hasSize(2);
        assertThat(written.get(0).key()).isEqualTo(new byte[] {0, -1});
        assertThat(written.get(0).value()).isEqualTo(new byte[] {'{', -1, 0});
        assertThat(written.get(0).timestamp()).isEqualTo(1_700);
        assertThat(names(written.get(0)))
                .containsExactly(
                        "trace",
                        "job",
                        "trace",
                        "origin.topic",
                        "origin.partition",
                        "origin.offset",
                        "origin.timestamp",
                        "job",
                        "reason",
                        "detail");
        assertThat(last(written.get(0), "trace")).isEqualTo("\b");
        assertThat(last(written.get(0), "job")).isEqualTo("billing");
        assertThat(last(written.get(0), "reason")).isEqualTo("malformed_json");
        assertThat(last(written.get(0), "origin.offset")).isEqualTo("0");
        assertThat(written.get(1).key()).isNull();
        assertThat(written.get(1).value()).isNull();
        // Offset 1 was aborted, and 2 is the marker that says so.
        assertThat(last(written.get(1), "origin.offset")).isEqualTo("3");
        assertThat(last(written.get(1), "origin.timestamp")).isEqualTo("1800");
    }

    @Test
    void deadLettersAreThereExactlyOnceAfterAFailure(TestCluster kafka) throws Exception {
        kafka.createTopic("once", 1);
        kafka.createTopic("once.dead-letter", 1);
        kafka.send("once", 0, "a", "b", "c");
        TestJob failing = new TestJob(kafka.plaintext(), "once", StartMode.EARLIEST).restartOnce();
        FailOnce.SEEN.set(0);

        JobClient job = failing.through(new FailOnce(), "events-fail")
                .writeDeadLetters(kafka.plaintext(), "once.dead-letter")
                .start();
        assertThat(values(kafka.read("once.dead-letter", 3))).containsExactly("a", "b", "c");
        kafka.send("once", 0, "d", "e", "fail", "f");
        List<ConsumerRecord<byte[], byte[]>> written = kafka.read("once.dead-letter", 7);
        stop(job);

        assertThat(FailOnce.SEEN).hasValue(2);
        assertThat(values(written)).containsExactly("a", "b", "c", "d", "e", "fail", "f");
    }

    @Test
    void latestSkipsWhatIsThereButPartitionsAddedLaterAreReadFromTheirBeginning(TestCluster kafka) throws Exception {
        kafka.createTopic("latest", 1);
        kafka.createTopic("latest.late", 1);
        kafka.send("latest", 0, "old");

        JobClient job = new TestJob(kafka.plaintext(), "latest", StartMode.LATEST)
                .writeLateEvents(kafka.plaintext(), "latest.late")
                .start();
        kafka.awaitCommittedOffset("latest-group", new TopicPartition("latest", 0), 1);
        kafka.send("latest", 0, "new");
        assertThat(values(kafka.read("latest.late", 1))).containsExactly("new");
        kafka.addPartitions("latest", 2);
        kafka.send("latest", 1, "added");
        List<ConsumerRecord<byte[], byte[]>> written = kafka.read("latest.late", 2);
        stop(job);

        assertThat(values(written)).containsExactly("new", "added");
        assertThat(last(written.get(1), "late.watermark")).isEqualTo("1970-01-01T00:00:02.000Z");
    }

    @Test
    void committedOffsetThatTheTopicNoLongerHoldsFailsTheJob(TestCluster kafka) throws Exception {
        TopicPartition partition = new TopicPartition("expired", 0);
        kafka.createTopic("expired", 1);
        kafka.send("expired", 0, "a", "b", "c", "d");
        kafka.commitOffset("expired-group", partition, 1);
        kafka.deleteRecordsBefore(partition, 3);

        JobClient job = new TestJob(kafka.plaintext(), "expired", StartMode.EARLIEST)
                .discard()
                .start();

        assertThatThrownBy(() -> job.getJobExecutionResult().get(30, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(OffsetOutOfRangeException.class);
    }

    @Test
    void transactionThatKafkaGaveUpFailsTheJob(TestCluster kafka) throws Exception {
        kafka.createTopic("lost", 1);
        kafka.createTopic("lost.dead-letter", 1);
        kafka.send("lost", 0, "a");
        FenceBeforeCommit.kafka = kafka;
        TestJob losing = new TestJob(kafka.plaintext(), "lost", StartMode.EARLIEST)
                .writeDeadLetters(kafka.plaintext(), "lost.dead-letter");
        losing.events
                .rebalance()
                .map(new FenceBeforeCommit("lost.dead-letter", "billing-dead-letter"))
                .uid("events-fence")
                .sinkTo(new DiscardingSink<>())
                .uid("events-discard");

        JobClient job = losing.start();

        assertThatThrownBy(() -> job.getJobExecutionResult().get(30, TimeUnit.SECONDS))
                .hasStackTraceContaining("LostTransactionException: records for topic 'lost.dead-letter' are lost");
    }

    @Test
    void partitionFarAheadIsReadOnOnceTheSlowOneIsIdle(TestCluster kafka) throws Exception {
        kafka.createTopic("aligned", 2);
        kafka.createTopic("aligned.late", 1);
        kafka.send("aligned", 0, "1000");
        kafka.send("aligned", 1, "36000000");

        JobClient job = new TestJob(kafka.plaintext(), "aligned", StartMode.EARLIEST)
                .writeLateEvents(kafka.plaintext(), "aligned.late")
                .start();
        assertThat(values(kafka.read("aligned.late", 2))).containsExactlyInAnyOrder("1000", "36000000");
        kafka.send("aligned", 1, "36000001");
        List<ConsumerRecord<byte[], byte[]>> written = kafka.read("aligned.late", 3);
        stop(job);

        assertThat(values(written)).containsExactlyInAnyOrder("1000", "36000000", "36000001");
    }

    @Test
    void readsWithScramAndWritesWithMutualTls(TestCluster kafka) throws Exception {
        kafka.createTopic("secured", 1);
        kafka.createTopic("secured.dead-letter", 1);
        kafka.send("secured", 0, "a");

        JobClient job = new TestJob(kafka.scram(), "secured", StartMode.EARLIEST)
                .writeDeadLetters(kafka.mutualTls(), "secured.dead-letter")
                .start();
        List<ConsumerRecord<byte[], byte[]>> written = kafka.read("secured.dead-letter", 1);
        stop(job);

        assertThat(values(written)).containsExactly("a");
    }

    private static void stop(JobClient job) throws Exception {
        job.cancel().get(30, TimeUnit.SECONDS);
    }

    private static List<String> values(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(entry -> new String(entry.value(), UTF_8)).toList();
    }

    private static List<String> names(ConsumerRecord<byte[], byte[]> record) {
        List<String> names = new ArrayList<>();
        record.headers().forEach(header -> names.add(header.key()));
        return names;
    }

    private static String last(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return new String(header.value(), UTF_8);
    }
}
