package io.matih.streaming.servers.kafka;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/** The broker's configuration: Kafka's defaults, but for what one node on a developer's machine needs. */
final class BrokerSettings {

    static final int NODE_ID = 1;

    private static final int ANY_PORT = 0;
    /** Enough for the few compacted records of a small cluster; the default takes 128 MiB of heap at the start. */
    private static final int LOG_CLEANER_BYTES = 4 << 20;

    private final Map<BrokerListener, Integer> ports = new EnumMap<>(BrokerListener.class);
    private final Properties properties = new Properties();

    BrokerSettings(Path directory, int port) {
        ports.put(BrokerListener.CONTROLLER, ANY_PORT);
        ports.put(BrokerListener.PLAINTEXT, port);
        set("process.roles", "broker,controller");
        set("node.id", NODE_ID);
        set("controller.quorum.voters", NODE_ID + "@" + BrokerListener.HOST + ":" + ANY_PORT);
        set("controller.listener.names", BrokerListener.CONTROLLER);
        set("inter.broker.listener.name", BrokerListener.PLAINTEXT);
        set(
                "listener.security.protocol.map",
                "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,SSL:SSL");
        set("log.dirs", directory);
        set("log.cleaner.dedupe.buffer.size", LOG_CLEANER_BYTES);
        set("auto.create.topics.enable", false);
        set("group.initial.rebalance.delay.ms", 0);
        set("offsets.topic.num.partitions", 4);
        set("offsets.topic.replication.factor", 1);
        set("transaction.state.log.num.partitions", 4);
        set("transaction.state.log.replication.factor", 1);
        set("transaction.state.log.min.isr", 1);
    }

    void addScram() {
        ports.put(BrokerListener.SASL_PLAINTEXT, ANY_PORT);
        set("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        set(
                "listener.name.sasl_plaintext.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    }

    void addMutualTls(CertificateAuthority authority) {
        PemIdentity broker = authority.issue("broker");
        ports.put(BrokerListener.SSL, ANY_PORT);
        set("listener.name.ssl.ssl.client.auth", "required");
        set("listener.name.ssl.ssl.keystore.type", "PEM");
        set("listener.name.ssl.ssl.keystore.certificate.chain", broker.certificate());
        set("listener.name.ssl.ssl.keystore.key", broker.privateKey());
        set("listener.name.ssl.ssl.truststore.type", "PEM");
        set("listener.name.ssl.ssl.truststore.certificates", authority.certificate());
    }

    Set<BrokerListener> listeners() {
        return ports.keySet();
    }

    Properties toProperties() {
        set(
                "listeners",
                ports.entrySet().stream()
                        .map(e -> e.getKey().onPort(e.getValue()))
                        .collect(Collectors.joining(",")));
        return properties;
    }

    private void set(String key, Object value) {
        properties.setProperty(key, value.toString());
    }
}
