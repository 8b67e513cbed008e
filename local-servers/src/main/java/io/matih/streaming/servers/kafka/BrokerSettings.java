package io.matih.streaming.servers.kafka;

import java.nio.file.Path;
import java.time.Duration;
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
    /** Where they differ from the ports. */
    private final Map<BrokerListener, Integer> advertisedPorts = new EnumMap<>(BrokerListener.class);

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
                "CONTROLLER:PLAINTEXT,INTERNAL:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,SSL:SSL");
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

    /** Sends clients to another port: so the broker, which asks itself too, gets a listener of its own for that. */
    void advertise(int port) {
        advertisedPorts.put(BrokerListener.PLAINTEXT, port);
        ports.put(BrokerListener.INTERNAL, ANY_PORT);
        set("inter.broker.listener.name", BrokerListener.INTERNAL);
    }

    void limitTransactions(Duration timeout) {
        set("transaction.max.timeout.ms", timeout.toMillis());
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
        set("listeners", addresses(ports));
        Map<BrokerListener, Integer> advertised = new EnumMap<>(ports);
        advertised.remove(BrokerListener.CONTROLLER);
        advertised.putAll(advertisedPorts);
        set("advertised.listeners", addresses(advertised));
        return properties;
    }

    private static String addresses(Map<BrokerListener, Integer> ports) {
        return ports.entrySet().stream()
                .map(listener -> listener.getKey().onPort(listener.getValue()))
                .collect(Collectors.joining(","));
    }

    private void set(String key, Object value) {
        properties.setProperty(key, value.toString());
    }
}
