package io.matih.streaming.kafka;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.options.SecretReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    private static final String CANARY = "canary \\ \" ; = ${secret:x} $1 ü";

    private KafkaConnection connection = new KafkaConnection("", new KafkaSecurity.Plaintext());

    @BeforeEach
    void connectWithSecrets(@TempDir Path directory) throws Exception {
        Path password = Files.writeString(directory.resolve("password"), CANARY + "\n");
        SecretReference reference = SecretReference.parse("file:" + password);
        Tls tls = new Tls(null, new Tls.ClientCertificate(password.toString(), reference, reference));
        connection = new KafkaConnection("broker:9092", new Scram(Scram.Mechanism.SHA_512, "alice", reference, tls));
    }

    @Test
    void sourceAndSinkThatTravelWithTheJobGraphHoldNoSecret() throws Exception {
        RecordSource<TestEvent> source = new RecordSource<>(
                new SourceTopic(connection, "orders", "billing", StartMode.LATEST, Duration.ofSeconds(30)),
                new EventTime(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofMinutes(5), Alignment.NONE),
                TestEvent.FORMAT,
                Clock.systemUTC());
        OriginalRecordSinks sinks = new OriginalRecordSinks(
                connection, "billing", "billing", Duration.ofMinutes(15), LostTransactions.FAIL);

        assertThat(graphOf(source.kafkaSource()))
                .contains("${secret:jaas:file:")
                .doesNotContain("canary");
        assertThat(graphOf(sinks.sink("dead", "dead-letter", new DeadLetterSerializer("dead", "billing"))))
                .contains("${secret:jaas:file:")
                .doesNotContain("canary");
    }

    @Test
    void clientHasTheSecretsExactlyAndShowsNone() {
        ConsumerConfig client = new ConsumerConfig(consumerProperties());

        Password jaas = client.getPassword("sasl.jaas.config");
        Map<String, ?> login = JaasContext.loadClientContext(Map.of("sasl.jaas.config", jaas))
                .configurationEntries()
                .get(0)
                .getOptions();
        assertThat(login).isEqualTo(Map.of("username", "alice", "password", CANARY));
        assertThat(client.getPassword("ssl.key.password").value()).isEqualTo(CANARY);
        assertThat(client.getPassword("ssl.keystore.key").value()).isEqualTo(CANARY);
        assertThat(client.values().toString()).doesNotContain("canary");
    }

    @Test
    void pathThatKafkaWouldCutIsRefused() {
        SecretReference reference = SecretReference.parse("file:/run/}/password");

        assertThatThrownBy(() -> SecretConfigProvider.variable(reference))
                .hasMessage("secret file:/run/}/password: expected a path without '}'");
    }

    private Properties consumerProperties() {
        Properties properties = connection.properties();
        properties.setProperty("key.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
        properties.setProperty("value.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
        return properties;
    }

    private static String graphOf(Object travelling) throws Exception {
        return new String(InstantiationUtil.serializeObject(travelling), ISO_8859_1);
    }
}
