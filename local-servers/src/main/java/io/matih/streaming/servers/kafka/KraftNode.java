package io.matih.streaming.servers.kafka;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.security.scram.internals.ScramFormatter;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Controller and broker of one running node.
 *
 * <p>Assembled here and not by Kafka's own main class because that one needs fixed ports, and ends the whole process
 * when the node fails.
 */
final class KraftNode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KraftNode.class);
    /** For the hand-over of partitions, which a lone node does not need; the default is five minutes. */
    private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(10);

    private static final int SCRAM_ITERATIONS = 4096;

    private final ControllerServer controller;
    private final BrokerServer broker;
    private final Set<BrokerListener> listeners;
    private boolean closed;

    private KraftNode(ControllerServer controller, BrokerServer broker, Set<BrokerListener> listeners) {
        this.listeners = listeners;
        this.controller = controller;
        this.broker = broker;
    }

    static KraftNode start(BrokerSettings settings, Map<String, String> passwordsByUser) {
        KafkaConfig config = KafkaConfig.fromProps(settings.toProperties(), false);
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> storage = KafkaRaftServer.initializeLogDirs(config, LOG, "");
        CompletableFuture<Map<Integer, InetSocketAddress>> voters = new CompletableFuture<>();
        SharedServer shared = new SharedServer(
                config,
                storage._1(),
                Time.SYSTEM,
                new Metrics(),
                voters,
                List.of(),
                (name, fatal, action) -> new LoggingFaultHandler(name, action));
        ControllerServer controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), storage._2());
        CompletableFuture<Void> votersKnown = controller
                .socketServerFirstBoundPortFuture()
                .thenAccept(port -> voters.complete(
                        Map.of(BrokerSettings.NODE_ID, new InetSocketAddress(InetAddress.getLoopbackAddress(), port))));
        KraftNode node = new KraftNode(controller, new BrokerServer(shared), settings.listeners());
        try {
            node.controller.startup();
            votersKnown.join();
            node.broker.startup();
            passwordsByUser.forEach(node::addUser);
            return node;
        } catch (RuntimeException e) {
            node.close();
            throw new IllegalStateException("the embedded Kafka broker did not start", e);
        }
    }

    int port(BrokerListener listener) {
        if (!listeners.contains(listener)) {
            throw new IllegalStateException("the broker was built without the listener " + listener);
        }
        return broker.boundPort(new ListenerName(listener.name()));
    }

    /**
     * Users belong to how the broker was built, not to its data: so they go into the cache that the login reads, and
     * not into the metadata log, from which the cache is filled some time after the write returns.
     */
    private void addUser(String name, String password) {
        ScramMechanism mechanism = ScramMechanism.SCRAM_SHA_512;
        try {
            ScramFormatter formatter =
                    new ScramFormatter(org.apache.kafka.common.security.scram.internals.ScramMechanism.SCRAM_SHA_512);
            broker.credentialProvider()
                    .updateCredential(mechanism, name, formatter.generateCredential(password, SCRAM_ITERATIONS));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-512", e);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            broker.shutdown(SHUTDOWN_LIMIT);
        } finally {
            controller.shutdown();
        }
    }
}
