package io.matih.streaming.kafka;

import io.matih.streaming.options.SecretReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;

/**
 * Resolves secret references where a Kafka client is made, so that job graph, web UI and logs hold the reference only.
 *
 * <p>A property value like {@code ${secret:plain:file:/run/secrets/password}} becomes the secret; with {@code jaas} in place of
 * {@code plain} it is escaped for the double quotes of a JAAS configuration. Public because Kafka loads it by its name.
 */
public final class SecretConfigProvider implements ConfigProvider {

    /** The client properties that make this provider known to a client. */
    static final Map<String, String> REGISTRATION =
            Map.of("config.providers", "secret", "config.providers.secret.class", SecretConfigProvider.class.getName());

    private static final String PLAIN = "plain";
    private static final String JAAS = "jaas";

    /** What stands in a property for a secret. */
    static String variable(SecretReference reference) {
        return variable(PLAIN, reference);
    }

    /** What stands for a secret between the double quotes of a JAAS configuration. */
    static String jaasVariable(SecretReference reference) {
        return variable(JAAS, reference);
    }

    private static String variable(String form, SecretReference reference) {
        if (reference.toString().indexOf('}') >= 0) {
            throw new IllegalArgumentException("secret " + reference + ": expected a path without '}'");
        }
        return "${secret:" + form + ":" + reference + "}";
    }

    @Override
    public ConfigData get(String form, Set<String> references) {
        Map<String, String> secrets = new HashMap<>();
        for (String reference : references) {
            String secret = SecretReference.parse(reference).resolve();
            secrets.put(reference, form.equals(JAAS) ? JaasText.escape(secret) : secret);
        }
        return new ConfigData(secrets);
    }

    @Override
    public ConfigData get(String form) {
        return new ConfigData(Map.of());
    }

    @Override
    public void configure(Map<String, ?> properties) {}

    @Override
    public void close() {}
}
