package io.matih.streaming.kafka;

import io.matih.streaming.options.SecretReference;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;

/**
 * Encryption, and with a client certificate authentication too. All files are PEM and must be on every machine that runs the job.
 *
 * @param authorities file with the certificates of the authorities to trust; null for those of the Java runtime
 * @param certificate who the client is; null when brokers do not ask
 */
public record Tls(@Nullable String authorities, @Nullable ClientCertificate certificate) implements KafkaSecurity {

    /**
     * A client's identity.
     *
     * @param chain file with the certificate and its intermediates
     * @param key the private key, PKCS#8
     * @param keyPassword null when the key is not encrypted
     */
    public record ClientCertificate(String chain, SecretReference key, @Nullable SecretReference keyPassword) {}

    @Override
    public Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>(storeProperties());
        properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SSL");
        return properties;
    }

    Map<String, String> storeProperties() {
        Map<String, String> properties = new HashMap<>();
        if (authorities != null) {
            properties.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            properties.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, authorities);
        }
        if (certificate != null) {
            properties.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
            SecretReference chain = SecretReference.parse("file:" + certificate.chain());
            properties.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, SecretConfigProvider.variable(chain));
            properties.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, SecretConfigProvider.variable(certificate.key()));
            if (certificate.keyPassword() != null) {
                properties.put(
                        SslConfigs.SSL_KEY_PASSWORD_CONFIG, SecretConfigProvider.variable(certificate.keyPassword()));
            }
        }
        return properties;
    }
}
