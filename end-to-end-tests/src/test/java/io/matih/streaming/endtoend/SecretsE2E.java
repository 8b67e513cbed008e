package io.matih.streaming.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.endtoend.observability.MetricsPage;
import io.matih.streaming.servers.catalog.RestCatalogServer;
import io.matih.streaming.servers.kafka.CertificateAuthority;
import io.matih.streaming.servers.kafka.EmbeddedKafka;
import io.matih.streaming.servers.kafka.PemIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets are used, and seen nowhere; and the job that reads with them exports its metrics. */
class SecretsE2E {

    private static final String STATE_CHANGES = "matih.ai.state-changes";

    @Test
    void passwordsAndKeysAreInNoFileNoAnswerAndNoCommandLine(@TempDir Path directory) throws IOException {
        Canaries canaries = new Canaries(directory.resolve("secrets"), 4_711);
        String kafkaPassword = canaries.secret();
        String catalogSecret = canaries.secret();
        try (EmbeddedKafka kafka = EmbeddedKafka.in(directory.resolve("kafka"))
                        .scramUser("analytics", kafkaPassword)
                        .start();
                RestCatalogServer catalog = RestCatalogServer.in(directory.resolve("catalog"))
                        .clientCredentials("job", catalogSecret)
                        .start()) {
            // Or the broker, after half a minute, drops a record of that age.
            kafka.createTopic(STATE_CHANGES, 1, Map.of("retention.ms", "-1"));
            ClusterSettings settings = ClusterSettings.of(PackagedJob.sessionAnalytics())
                    .option("kafka.bootstrap-servers", kafka.scramBootstrapServers())
                    .option("kafka.start", "earliest")
                    .option("kafka.security", "sasl-plaintext")
                    .option("kafka.scram.user", "analytics")
                    .option("kafka.scram.password", canaries.variable("KAFKA_PASSWORD", kafkaPassword))
                    .option("iceberg.catalog.uri", catalog.uri().toString())
                    .option("iceberg.oauth2.client-id", "job")
                    .option("iceberg.oauth2.client-secret", canaries.file("catalog", catalogSecret))
                    .option("iceberg.oauth2.server-uri", catalog.uri() + "/v1/oauth/tokens")
                    .option("iceberg.storage-credentials", "static")
                    .option("iceberg.s3.access-key-id", canaries.variable("S3_KEY", canaries.secret()))
                    .option("iceberg.s3.secret-access-key", canaries.file("s3", canaries.secret()));
            try (ApplicationCluster cluster = ApplicationCluster.start("secrets", canaries.variables(settings))) {
                send(kafka);
                cluster.awaitRunning();
                MetricsPage.awaitAll(cluster::scrape, MetricsPage.JOB_MANAGER, MetricsPage.TASKS, MetricsPage.KAFKA);
                assertThat(canaries.count()).isEqualTo(4);
                canaries.assertUnseenIn(cluster);
            }
        }
    }

    @Test
    void keyOfTheClientCertificateAndTokenAreInNoFileNoAnswerAndNoCommandLine(@TempDir Path directory)
            throws IOException {
        Canaries canaries = new Canaries(directory.resolve("secrets"), 4_712);
        CertificateAuthority authority = CertificateAuthority.create(Clock.systemUTC());
        PemIdentity client = authority.issue("analytics");
        Path certificate = Files.writeString(directory.resolve("client.crt"), client.certificate());
        Path authorities = Files.writeString(directory.resolve("ca.crt"), authority.certificate());
        try (EmbeddedKafka kafka = EmbeddedKafka.in(directory.resolve("kafka"))
                        .mutualTls(authority)
                        .start();
                RestCatalogServer catalog =
                        RestCatalogServer.in(directory.resolve("catalog")).start()) {
            kafka.createTopic("matih.ai.agent-traces", 1);
            ClusterSettings settings = ClusterSettings.of(PackagedJob.agentPerformance())
                    .option("kafka.bootstrap-servers", kafka.tlsBootstrapServers())
                    .option("kafka.security", "tls")
                    .option("kafka.tls.authorities", authorities.toString())
                    .option("kafka.tls.certificate", certificate.toString())
                    .option("kafka.tls.key", canaries.file("client.key", client.privateKey()))
                    .option("iceberg.catalog.uri", catalog.uri().toString())
                    .option("iceberg.auth", "token")
                    .option("iceberg.token", canaries.variable("CATALOG_TOKEN", canaries.secret()))
                    .option("iceberg.storage-credentials", "ambient");
            canaries.alsoForbid(secretLineOf(client.privateKey()));
            try (ApplicationCluster cluster = ApplicationCluster.start("secrets-tls", canaries.variables(settings))) {
                cluster.awaitRunning();
                assertThat(canaries.count()).isEqualTo(2);
                canaries.assertUnseenIn(cluster);
            }
        }
    }

    /** One session that was completed. */
    private static void send(EmbeddedKafka kafka) {
        Instant now = Instant.parse("2024-05-14T10:00:00Z");
        String change =
                "{\"tenant_id\":\"t\",\"entity_type\":\"session_phase\",\"entity_id\":\"s\",\"to_state\":\"completed\","
                        + "\"timestamp\":\"" + now + "\"}";
        Letter letter = new Letter("t", change, now.toEpochMilli(), List.of());
        new Topic(kafka.bootstrapServers(), STATE_CHANGES).send(List.of(new ScriptedRecord(0, letter, null, null)));
    }

    /** A log may break the key into lines or quote its line breaks. */
    private static String secretLineOf(String privateKey) {
        return privateKey.lines().skip(2).findFirst().orElseThrow();
    }
}
