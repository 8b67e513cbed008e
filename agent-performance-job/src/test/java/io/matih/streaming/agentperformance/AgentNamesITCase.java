package io.matih.streaming.agentperformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.options.Settings;
import io.matih.streaming.servers.catalog.RestCatalogServer;
import io.matih.streaming.servers.kafka.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job with a real broker and a real table. Windows are a minute long, and in each of them an agent has one trace,
 * which makes the window before it end.
 */
class AgentNamesITCase {

    private static final String TRACES = "matih.ai.agent-traces";
    private static final String NAMES = "matih.ai.agent-definitions";
    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @Test
    void rowsFlowWithoutNamesGetThemWhenThereAreSomeAndReplaysAgree(@TempDir Path directory) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.in(directory.resolve("kafka")).start();
                RestCatalogServer catalog =
                        RestCatalogServer.in(directory.resolve("catalog")).start();
                KafkaProducer<byte[], byte[]> producer = producer(kafka)) {
            kafka.createTopic(TRACES, 1, Map.of("retention.ms", "-1"));
            JobClient job = start(kafka, catalog, "first", 1, "1 s");
            sendTrace(producer, 0);
            sendTrace(producer, 1);
            awaitRows(catalog, "first", 1);
            assertThat(rows(catalog, "first")).containsExactly("1 null");

            kafka.createTopic(NAMES, 1, Map.of("cleanup.policy", "compact"));
            sendNames(producer);
            int traces = 2;
            while (rows(catalog, "first").stream().allMatch(row -> row.endsWith(" null"))) {
                assertThat(traces).as("windows before the first with a name").isLessThan(60);
                sendTrace(producer, traces);
                awaitRows(catalog, "first", traces);
                traces++;
            }
            int firstNamed = traces - 1;
            for (int minute = 60; minute < 66; minute++) {
                sendTrace(producer, minute);
            }
            awaitRows(catalog, "first", traces + 5);
            job.cancel().get();

            assertThat(rows(catalog, "first"))
                    .containsExactlyInAnyOrderElementsOf(
                            names(minute -> minute < firstNamed ? "null" : minute < 63 ? "Ann" : "Bea", traces));
            List<String> replayed = names(minute -> minute < 63 ? "Ann" : "Bea", traces);
            for (int parallelism = 1; parallelism <= 2; parallelism++) {
                String replay = "replay" + parallelism;
                job = start(kafka, catalog, replay, parallelism, "120 s");
                awaitRows(catalog, replay, traces + 5);
                job.cancel().get();
                assertThat(rows(catalog, replay)).containsExactlyInAnyOrderElementsOf(replayed);
            }
        }
    }

    @FunctionalInterface
    private interface NameAtEnd {
        String of(int minute);
    }

    /** What is expected of windows that end so many minutes after the start, all but the last one. */
    private static List<String> names(NameAtEnd name, int traces) {
        List<String> rows = new ArrayList<>();
        for (int minute = 1; minute < traces; minute++) {
            rows.add(minute + " " + name.of(minute));
        }
        // Its trace is followed by one much later.
        rows.add(traces + " " + name.of(traces));
        for (int minute = 61; minute < 66; minute++) {
            rows.add(minute + " " + name.of(minute));
        }
        return rows;
    }

    /** The later name first, so that whoever knows the earlier one knows both; and what is no name among them. */
    private static void sendNames(KafkaProducer<byte[], byte[]> producer) {
        sendName(producer, "Bea", START.plus(Duration.ofMinutes(63)));
        for (String unreadable : List.of("Ann", "[]", "{\"tenant_id\":\"t\"}", "{\"complete_until\":\"soon\"}", "")) {
            send(producer, NAMES, unreadable);
        }
        var unused = producer.send(new ProducerRecord<>(NAMES, new byte[] {1}, null));
        sendName(producer, "Ann", START.plusSeconds(59));
        send(producer, NAMES, "{\"complete_until\":\"" + START.plus(Duration.ofHours(2)) + "\"}");
        producer.flush();
    }

    private static void sendName(KafkaProducer<byte[], byte[]> producer, String name, Instant validFrom) {
        send(
                producer,
                NAMES,
                "{\"tenant_id\":\"t\",\"agent_id\":\"a\",\"name\":\"%s\",\"valid_from\":\"%s\"}"
                        .formatted(name, validFrom));
    }

    private static void sendTrace(KafkaProducer<byte[], byte[]> producer, int minute) {
        send(
                producer,
                TRACES,
                "{\"tenant_id\":\"t\",\"agent_id\":\"a\",\"action\":\"completed\",\"timestamp\":\"%s\"}"
                        .formatted(START.plus(Duration.ofMinutes(minute)).plusSeconds(30)));
        producer.flush();
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String topic, String value) {
        var unused = producer.send(new ProducerRecord<>(topic, value.getBytes(UTF_8), value.getBytes(UTF_8)));
    }

    private static KafkaProducer<byte[], byte[]> producer(EmbeddedKafka kafka) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Each run has a group and a namespace of its own. */
    private static JobClient start(
            EmbeddedKafka kafka, RestCatalogServer catalog, String run, int parallelism, String idleTimeout)
            throws Exception {
        Configuration configuration = new Configuration()
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(300))
                .set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        return AgentPerformanceJob.JOB.start(
                StreamExecutionEnvironment.getExecutionEnvironment(configuration),
                Settings.parse(
                        AgentPerformanceJob.JOB.options(),
                        Map.of(),
                        List.of(
                                "--kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                                "--kafka.start=earliest",
                                "--kafka.group=" + run,
                                "--kafka.partition-discovery-interval=200 ms",
                                "--window.size=1 min",
                                "--event-time.out-of-orderness=1 s",
                                "--event-time.idle-timeout=5 s",
                                "--agent-names.idle-timeout=" + idleTimeout,
                                "--iceberg.catalog.uri=" + catalog.uri(),
                                "--iceberg.namespace=" + run,
                                "--iceberg.auth=none",
                                "--iceberg.storage-credentials=ambient")));
    }

    private static void awaitRows(RestCatalogServer catalog, String run, int count) {
        Awaitility.await().atMost(LIMIT).until(() -> rows(catalog, run).size() >= count);
    }

    /** The minute at which each row's window ended, and the name. */
    private static List<String> rows(RestCatalogServer server, String run) throws Exception {
        List<String> rows = new ArrayList<>();
        try (RESTCatalog catalog = new RESTCatalog()) {
            catalog.initialize("test", new HashMap<>(Map.of("uri", server.uri().toString())));
            Table table = catalog.loadTable(TableIdentifier.of(run, "agent_performance_metrics"));
            try (CloseableIterable<Record> records = IcebergGenerics.read(table).build()) {
                for (Record row : records) {
                    Instant end = ((OffsetDateTime) row.getField("window_end")).toInstant();
                    rows.add(Duration.between(START, end).toMinutes() + " " + row.getField("agent_name"));
                }
            }
        } catch (NoSuchTableException notYet) {
            return List.of();
        }
        return rows;
    }
}
