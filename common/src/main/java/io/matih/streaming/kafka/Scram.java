package io.matih.streaming.kafka;

import io.matih.streaming.options.SecretReference;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.jspecify.annotations.Nullable;

/**
 * User and password by SCRAM.
 *
 * @param tls null only where the network itself is trusted
 */
public record Scram(Mechanism mechanism, String user, SecretReference password, @Nullable Tls tls)
        implements KafkaSecurity {

    /** Which hash the broker keeps. */
    public enum Mechanism {
        SHA_256,
        SHA_512;

        String kafkaName() {
            return "SCRAM-" + name().replace('_', '-');
        }
    }

    @Override
    public Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        if (tls != null) {
            properties.putAll(tls.storeProperties());
        }
        properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, tls == null ? "SASL_PLAINTEXT" : "SASL_SSL");
        properties.put(SaslConfigs.SASL_MECHANISM, mechanism.kafkaName());
        properties.put(
                SaslConfigs.SASL_JAAS_CONFIG,
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\""
                        + JaasText.escape(user) + "\" password=\"" + SecretConfigProvider.jaasVariable(password)
                        + "\";");
        return properties;
    }
}
