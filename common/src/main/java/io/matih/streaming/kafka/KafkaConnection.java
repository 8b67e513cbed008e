package io.matih.streaming.kafka;

import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * How to reach a Kafka cluster.
 *
 * @param bootstrapServers {@code host:port}, separated by commas
 */
public record KafkaConnection(String bootstrapServers, KafkaSecurity security) {

    /**
     * The client properties, without any secret in them: where one is needed stands a reference that {@link SecretConfigProvider}
     * resolves inside the client.
     */
    public Properties properties() {
        Properties properties = new Properties();
        properties.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.putAll(SecretConfigProvider.REGISTRATION);
        properties.putAll(security.properties());
        return properties;
    }
}
