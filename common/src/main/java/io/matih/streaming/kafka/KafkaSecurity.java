package io.matih.streaming.kafka;

import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/** How clients and brokers prove who they are and hide what they say. */
public sealed interface KafkaSecurity permits KafkaSecurity.Plaintext, Tls, Scram {

    /** Client properties, with references in place of secrets. */
    Map<String, String> properties();

    /** Neither encryption nor authentication; for local runs. */
    record Plaintext() implements KafkaSecurity {
        @Override
        public Map<String, String> properties() {
            return Map.of(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT");
        }
    }
}
