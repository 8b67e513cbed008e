package io.matih.streaming.servers.kafka;

import io.matih.streaming.servers.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker and controller in this process, listening on 127.0.0.1 only.
 *
 * <pre>{@code
 * try (EmbeddedKafka kafka = EmbeddedKafka.in(directory).start()) {
 *     kafka.createTopic("orders", 4);
 *     … kafka.bootstrapServers() …
 * }
 * }</pre>
 *
 * <p>The directory is formatted when it is new; when it holds a broker's data already, topics, records and committed
 * offsets are as they were. Topics are not created automatically.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final int ADMIN_TIMEOUT_MILLIS = 30_000;

    private final KraftNode node;

    private EmbeddedKafka(KraftNode node) {
        this.node = node;
    }

    /** Prepares a broker that keeps its data in the directory, which is created when absent. */
    public static Builder in(Path directory) {
        return new Builder(directory);
    }

    /** Address of the listener without encryption and login, such as {@code 127.0.0.1:9092}. */
    public String bootstrapServers() {
        return address(BrokerListener.PLAINTEXT);
    }

    /**
     * Address of the listener that asks for a SCRAM-SHA-512 login, unencrypted.
     *
     * @throws IllegalStateException when the broker was built without users
     */
    public String scramBootstrapServers() {
        return address(BrokerListener.SASL_PLAINTEXT);
    }

    /**
     * Address of the TLS listener that asks for a client certificate.
     *
     * @throws IllegalStateException when the broker was built without mutual TLS
     */
    public String tlsBootstrapServers() {
        return address(BrokerListener.SSL);
    }

    /** Creates the topic with one replica, ready for records; a topic of that name that exists already is left as it is. */
    public void createTopic(String name, int partitions) {
        createTopic(name, partitions, Map.of());
    }

    /** Creates the topic with one replica and Kafka's own topic settings, such as {@code retention.ms}. */
    public void createTopic(String name, int partitions, Map<String, String> settings) {
        NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(settings);
        Map<String, Object> client = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ADMIN_TIMEOUT_MILLIS);
        try (Admin admin = Admin.create(client)) {
            TopicCreation.create(admin, topic);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("cannot create topic " + name, e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topic " + name, e);
        }
    }

    /** Stops the broker, then the controller; the data stays. Closing again does nothing. */
    @Override
    public void close() {
        node.close();
    }

    private String address(BrokerListener listener) {
        return BrokerListener.HOST + ":" + node.port(listener);
    }

    /** What to start. */
    public static final class Builder {

        private final Path directory;
        private final Map<String, String> passwordsByUser = new TreeMap<>();
        private int port;
        private @Nullable Integer advertisedPort;
        private @Nullable Duration transactionTimeoutLimit;
        private @Nullable CertificateAuthority authority;

        private Builder(Path directory) {
            this.directory = directory;
        }

        /** Port of the plain listener; 0, the default, takes any free one. The other listeners always do. */
        public Builder port(int plainPort) {
            this.port = plainPort;
            return this;
        }

        /** Sends clients of the plain listener to this port, where something forwards to the broker. */
        public Builder advertisedPort(int clientsPort) {
            this.advertisedPort = clientsPort;
            return this;
        }

        /** The longest transaction timeout that a producer may ask for; Kafka's 15 minutes by default. */
        public Builder transactionTimeoutLimit(Duration limit) {
            this.transactionTimeoutLimit = limit;
            return this;
        }

        /** Adds a SASL_PLAINTEXT listener and a user who may log in there with SCRAM-SHA-512. */
        public Builder scramUser(String name, String password) {
            passwordsByUser.put(name, password);
            return this;
        }

        /** Adds an SSL listener with a certificate of this authority, which also has to sign the clients' certificates. */
        public Builder mutualTls(CertificateAuthority signer) {
            this.authority = signer;
            return this;
        }

        /**
         * Starts the broker and returns when it takes requests.
         *
         * @throws IllegalStateException when the port is taken, or the broker does not start
         */
        public EmbeddedKafka start() {
            Ports.requireFree(port);
            BrokerSettings settings = new BrokerSettings(directory, port);
            if (advertisedPort != null) {
                settings.advertise(advertisedPort);
            }
            if (transactionTimeoutLimit != null) {
                settings.limitTransactions(transactionTimeoutLimit);
            }
            if (!passwordsByUser.isEmpty()) {
                settings.addScram();
            }
            if (authority != null) {
                settings.addMutualTls(authority);
            }
            BrokerStorage.formatIfNew(directory);
            return new EmbeddedKafka(KraftNode.start(settings, passwordsByUser));
        }
    }
}
