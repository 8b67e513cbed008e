package io.matih.streaming.servers.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.servers.Leftovers;
import io.matih.streaming.servers.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

    @Test
    void readsBackOnlyWhatATransactionCommitted(@TempDir Path directory) {
        try (EmbeddedKafka kafka = EmbeddedKafka.in(directory).start()) {
            kafka.createTopic("orders", 1);
            KafkaClient client = new KafkaClient(kafka.bootstrapServers());

            client.sendAndAbort("orders", "aborted");
            client.sendAndCommit("orders", "first", "second");

            assertThat(client.read("orders", 2)).containsExactly("first", "second");
        }
    }

    @Test
    void theLeadersOfANewTopicAnswerAtOnce(@TempDir Path directory) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.in(directory).start();
                Admin impatient = Admin.create(Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        AdminClientConfig.RETRIES_CONFIG,
                        0))) {
            for (int number = 0; number < 30; number++) {
                String topic = "orders-" + number;
                kafka.createTopic(topic, 8);

                Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, 8)
                        .mapToObj(partition -> new TopicPartition(topic, partition))
                        .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
                assertThat(impatient.listOffsets(ends).all().get()).hasSize(8);
            }
        }
    }

    @Test
    void restartOnTheSameDirectoryKeepsRecordsAndCommittedOffsets(@TempDir Path directory) {
        try (EmbeddedKafka kafka = EmbeddedKafka.in(directory).start()) {
            kafka.createTopic("orders", 1);
            KafkaClient client = new KafkaClient(kafka.bootstrapServers());
            client.sendAndCommit("orders", "first", "second");
            client.commitOffset("billing", "orders", 1);
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.in(directory).start()) {
            kafka.createTopic("orders", 1);
            KafkaClient client = new KafkaClient(kafka.bootstrapServers());

            assertThat(client.read("orders", 2)).containsExactly("first", "second");
            assertThat(client.committedOffset("billing", "orders")).isEqualTo(1);
        }
    }

    @Test
    void scramListenerLetsInOnlyWhoKnowsThePassword(@TempDir Path directory) {
        try (EmbeddedKafka kafka =
                EmbeddedKafka.in(directory).scramUser("alice", "secret").start()) {
            kafka.createTopic("orders", 1);
            KafkaClient alice = new KafkaClient(kafka.scramBootstrapServers(), scram("alice", "secret"));
            KafkaClient mallory = new KafkaClient(kafka.scramBootstrapServers(), scram("alice", "guessed"));

            alice.sendAndCommit("orders", "hers");

            assertThat(alice.read("orders", 1)).containsExactly("hers");
            assertThatThrownBy(() -> mallory.sendAndCommit("orders", "his"))
                    .isInstanceOf(SaslAuthenticationException.class);
        }
    }

    @Test
    void tlsListenerLetsInOnlyWhoHasACertificateOfTheAuthority(@TempDir Path directory) throws IOException {
        CertificateAuthority authority = CertificateAuthority.create(Clock.systemUTC());
        CertificateAuthority stranger = CertificateAuthority.create(Clock.systemUTC());
        try (EmbeddedKafka kafka =
                EmbeddedKafka.in(directory).mutualTls(authority).start()) {
            kafka.createTopic("orders", 1);
            KafkaClient known = new KafkaClient(kafka.tlsBootstrapServers(), tls(directory, authority, authority));
            KafkaClient unknown = new KafkaClient(kafka.tlsBootstrapServers(), tls(directory, authority, stranger));

            known.sendAndCommit("orders", "ours");

            assertThat(known.read("orders", 1)).containsExactly("ours");
            assertThatThrownBy(() -> unknown.sendAndCommit("orders", "theirs"))
                    .isInstanceOf(SslAuthenticationException.class);
        }
    }

    @Test
    void twoBrokersInOneProcessDoNotSeeEachOthersTopics(@TempDir Path directory, @TempDir Path otherDirectory) {
        try (EmbeddedKafka one = EmbeddedKafka.in(directory).start();
                EmbeddedKafka other = EmbeddedKafka.in(otherDirectory).start()) {
            one.createTopic("orders", 1);
            other.createTopic("invoices", 1);

            assertThat(new KafkaClient(one.bootstrapServers()).topics()).containsExactly("orders");
            assertThat(new KafkaClient(other.bootstrapServers()).topics()).containsExactly("invoices");
        }
    }

    @Test
    void closeLeavesNoThreadAndNoListener(@TempDir Path directory) {
        Leftovers before = Leftovers.now();

        try (EmbeddedKafka kafka = EmbeddedKafka.in(directory).start()) {
            kafka.createTopic("orders", 1);
            assertThat(before.newListeners()).isNotEmpty();
        }

        before.assertNothingLeft();
    }

    @Test
    void takenPortIsNamedWithItsHolder(@TempDir Path directory) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> EmbeddedKafka.in(directory).port(port).start())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("port " + port + " is taken by java (pid "
                            + ProcessHandle.current().pid() + ")");
        }
    }

    @Test
    void listensOnTheRequestedPort(@TempDir Path directory) {
        int port = Ports.free();

        try (EmbeddedKafka kafka = EmbeddedKafka.in(directory).port(port).start()) {
            assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            assertThat(new KafkaClient(kafka.bootstrapServers()).topics()).isEmpty();
            assertThatThrownBy(kafka::tlsBootstrapServers).hasMessage("the broker was built without the listener SSL");
        }
    }

    @Test
    void transactionTimeoutBeyondTheLimitIsRefused(@TempDir Path directory) {
        try (EmbeddedKafka kafka = EmbeddedKafka.in(directory)
                .transactionTimeoutLimit(Duration.ofSeconds(10))
                .start()) {
            kafka.createTopic("orders", 1);
            KafkaClient patient = new KafkaClient(kafka.bootstrapServers(), Map.of("transaction.timeout.ms", "10001"));
            KafkaClient impatient =
                    new KafkaClient(kafka.bootstrapServers(), Map.of("transaction.timeout.ms", "10000"));

            assertThatThrownBy(() -> patient.sendAndCommit("orders", "text"))
                    .hasMessageContaining("transaction timeout is larger than the maximum value allowed by the broker");
            impatient.sendAndCommit("orders", "text");
            assertThat(impatient.read("orders", 1)).containsExactly("text");
        }
    }

    @Test
    void directoryThatCannotBeMadeStorageIsNamed(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> EmbeddedKafka.in(file).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("cannot make " + file + " the storage of a broker");
    }

    private static Map<String, String> scram(String user, String password) {
        return Map.of(
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "SCRAM-SHA-512",
                "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user
                                + "\" password=\"" + password + "\";");
    }

    private static Map<String, String> tls(Path directory, CertificateAuthority trusted, CertificateAuthority signer)
            throws IOException {
        Path keyStore = Files.createTempFile(directory, "client", ".pem");
        Path trustStore = Files.createTempFile(directory, "trusted", ".pem");
        Files.writeString(keyStore, signer.issue("client").keyStore());
        Files.writeString(trustStore, trusted.certificate());
        return Map.of(
                "security.protocol", "SSL",
                "ssl.keystore.type", "PEM",
                "ssl.keystore.location", keyStore.toString(),
                "ssl.truststore.type", "PEM",
                "ssl.truststore.location", trustStore.toString());
    }
}
