package io.matih.streaming.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.options.InvalidSettingsException;
import io.matih.streaming.options.OptionSet;
import io.matih.streaming.options.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaOptionsTest {

    private static final Map<String, String> PROVIDER = Map.of(
            "bootstrap.servers", "broker:9092",
            "config.providers", "secret",
            "config.providers.secret.class", "io.matih.streaming.kafka.SecretConfigProvider");

    @Test
    void defaultsAreThoseOfTheContract() {
        Settings settings = settings();

        assertThat(KafkaOptions.topics(settings))
                .isEqualTo(new JobTopics("orders", "orders.dead-letter", "orders.late"));
        assertThat(KafkaOptions.source(settings).startMode()).isEqualTo(StartMode.LATEST);
        assertThat(KafkaOptions.source(settings).partitionDiscoveryInterval()).isEqualTo(Duration.ofSeconds(30));
        EventTime eventTime = EventTimeOptions.eventTime(settings);
        assertThat(eventTime.outOfOrderness()).isEqualTo(Duration.ofSeconds(30));
        assertThat(eventTime.idleTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(eventTime.futureSkew()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.of(KafkaOptions.TRANSACTION_TIMEOUT)).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void topicsCanBeNamed() {
        assertThat(KafkaOptions.topics(settings("--kafka.dead-letter-topic=dead", "--kafka.late-topic=tardy")))
                .isEqualTo(new JobTopics("orders", "dead", "tardy"));
    }

    @Test
    void jobThatWouldReadWhatItWritesIsRefused() {
        assertThatThrownBy(() -> settings("--kafka.dead-letter-topic=orders", "--kafka.late-topic=orders"))
                .isInstanceOfSatisfying(InvalidSettingsException.class, invalid -> assertThat(invalid.problems())
                        .containsExactly(
                                "kafka.dead-letter-topic: expected another topic than the source, or the job would read its"
                                        + " own dead letters, but got 'orders'",
                                "kafka.late-topic: expected another topic than the source, or the job would read its own"
                                        + " late events, but got 'orders'"));
    }

    @Test
    void plaintext() {
        assertThat(properties()).isEqualTo(withProvider(Map.of("security.protocol", "PLAINTEXT")));
    }

    @Test
    void mutualTls() {
        assertThat(properties(
                        "--kafka.security=tls",
                        "--kafka.tls.authorities=/tls/ca.crt",
                        "--kafka.tls.certificate=/tls/user.crt",
                        "--kafka.tls.key=file:/tls/user.key",
                        "--kafka.tls.key-password=env:KEY_PASSWORD"))
                .isEqualTo(withProvider(Map.of(
                        "security.protocol", "SSL",
                        "ssl.truststore.type", "PEM",
                        "ssl.truststore.location", "/tls/ca.crt",
                        "ssl.keystore.type", "PEM",
                        "ssl.keystore.certificate.chain", "${secret:plain:file:/tls/user.crt}",
                        "ssl.keystore.key", "${secret:plain:file:/tls/user.key}",
                        "ssl.key.password", "${secret:plain:env:KEY_PASSWORD}")));
    }

    @Test
    void scramOverTls() {
        assertThat(properties(
                        "--kafka.security=sasl-ssl",
                        "--kafka.scram.user=al\"ice",
                        "--kafka.scram.password=file:/run/password"))
                .isEqualTo(withProvider(Map.of(
                        "security.protocol", "SASL_SSL",
                        "sasl.mechanism", "SCRAM-SHA-512",
                        "sasl.jaas.config",
                                "org.apache.kafka.common.security.scram.ScramLoginModule required"
                                        + " username=\"al\\\"ice\" password=\"${secret:jaas:file:/run/password}\";")));
    }

    @Test
    void scramWithoutEncryptionAndWithTheOtherHash() {
        Map<String, String> properties = properties(
                "--kafka.security=sasl-plaintext",
                "--kafka.scram.mechanism=sha-256",
                "--kafka.scram.user=alice",
                "--kafka.scram.password=env:PASSWORD");

        assertThat(properties)
                .containsEntry("security.protocol", "SASL_PLAINTEXT")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-256");
    }

    @Test
    void everyContradictionIsNamed() {
        assertThatThrownBy(() -> settings("--kafka.security=sasl-ssl", "--kafka.tls.certificate=/tls/user.crt"))
                .isInstanceOfSatisfying(InvalidSettingsException.class, invalid -> assertThat(invalid.problems())
                        .containsExactly(
                                "kafka.scram.user: required with kafka.security sasl-ssl and sasl-plaintext, but not given",
                                "kafka.scram.password: required with kafka.security sasl-ssl and sasl-plaintext, but not"
                                        + " given",
                                "kafka.tls.certificate, kafka.tls.key: expected both or neither, but got one"));
        assertThatThrownBy(() -> settings("--kafka.scram.user=alice", "--kafka.tls.authorities=/tls/ca.crt"))
                .isInstanceOfSatisfying(InvalidSettingsException.class, invalid -> assertThat(invalid.problems())
                        .containsExactly(
                                "kafka.scram.user: expected kafka.security sasl-ssl or sasl-plaintext with it",
                                "kafka.tls.authorities: expected kafka.security tls or sasl-ssl with it"));
    }

    private static Map<String, String> properties(String... arguments) {
        Map<String, String> properties = new HashMap<>();
        KafkaOptions.connection(settings(arguments))
                .properties()
                .forEach((key, value) -> properties.put((String) key, (String) value));
        return properties;
    }

    private static Map<String, String> withProvider(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(PROVIDER);
        all.putAll(properties);
        return all;
    }

    private static Settings settings(String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--kafka.bootstrap-servers=broker:9092", "--kafka.source-topic=orders", "--kafka.group=billing"));
        all.addAll(List.of(arguments));
        return Settings.parse(
                OptionSet.of(KafkaOptions.ALL, KafkaSecurityOptions.ALL, EventTimeOptions.ALL), Map.of(), all);
    }
}
