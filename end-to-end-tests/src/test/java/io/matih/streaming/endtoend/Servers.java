package io.matih.streaming.endtoend;

import io.matih.streaming.servers.catalog.RestCatalogServer;
import io.matih.streaming.servers.kafka.EmbeddedKafka;
import java.nio.file.Path;
import java.util.Map;

/** A broker and a catalog for one test, and the options with which a job finds them. */
public final class Servers implements AutoCloseable {

    private final EmbeddedKafka kafka;
    private final RestCatalogServer catalog;

    private Servers(EmbeddedKafka kafka, RestCatalogServer catalog) {
        this.kafka = kafka;
        this.catalog = catalog;
    }

    public static Servers in(Path directory) {
        return new Servers(
                EmbeddedKafka.in(directory.resolve("kafka")).start(),
                RestCatalogServer.in(directory.resolve("catalog")).start());
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Creates a topic that keeps records however old they are. */
    public Topic createTopic(String name, int partitions) {
        kafka.createTopic(name, partitions, Map.of("retention.ms", "-1"));
        return topic(name);
    }

    public Topic topic(String name) {
        return new Topic(bootstrapServers(), name);
    }

    public MetricsTable table(String name) {
        return new MetricsTable(catalog.uri(), name);
    }

    public MetricsTable table(String namespace, String name) {
        return new MetricsTable(catalog.uri(), namespace, name);
    }

    /** Where the servers are, and that the topic is read from its beginning. */
    public Map<String, String> options() {
        return Map.of(
                "kafka.bootstrap-servers", bootstrapServers(),
                "kafka.start", "earliest",
                "iceberg.catalog.uri", catalog.uri().toString(),
                "iceberg.auth", "none",
                "iceberg.storage-credentials", "ambient");
    }

    /** Where the catalog is, for a job that reads no topic. */
    Map<String, String> catalogOptions() {
        return Map.of(
                "iceberg.catalog.uri", catalog.uri().toString(),
                "iceberg.auth", "none",
                "iceberg.storage-credentials", "ambient");
    }

    @Override
    public void close() {
        catalog.close();
        kafka.close();
    }
}
