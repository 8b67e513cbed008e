package io.matih.streaming.kafka;

import io.matih.streaming.options.Option;
import io.matih.streaming.options.OptionGroup;
import io.matih.streaming.options.SecretReference;
import io.matih.streaming.options.Settings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be set about encryption and authentication between the job and Kafka. */
public final class KafkaSecurityOptions {

    public static final Option<SecurityProtocol> SECURITY = Option.choice("kafka.security", SecurityProtocol.class)
            .defaultValue(SecurityProtocol.PLAINTEXT)
            .describedAs("How clients and brokers prove who they are and hide what they say.");

    public static final Option<String> TLS_AUTHORITIES = Option.text("kafka.tls.authorities")
            .optional()
            .describedAs("PEM file with the authorities to trust; without it those of the Java runtime.");

    public static final Option<String> TLS_CERTIFICATE = Option.text("kafka.tls.certificate")
            .optional()
            .satisfying("an absolute path", path -> path.startsWith("/"))
            .describedAs("PEM file with the client's certificate chain, for mutual TLS.");

    public static final Option<SecretReference> TLS_KEY =
            Option.secret("kafka.tls.key").optional().describedAs("The client certificate's private key, PKCS#8 PEM.");

    public static final Option<SecretReference> TLS_KEY_PASSWORD = Option.secret("kafka.tls.key-password")
            .optional()
            .describedAs("The password of the private key, when it is encrypted.");

    public static final Option<Scram.Mechanism> SCRAM_MECHANISM = Option.choice(
                    "kafka.scram.mechanism", Scram.Mechanism.class)
            .defaultValue(Scram.Mechanism.SHA_512)
            .describedAs("The hash that the broker keeps of the password.");

    public static final Option<String> SCRAM_USER =
            Option.text("kafka.scram.user").optional().describedAs("The user to log in as, for SASL.");

    public static final Option<SecretReference> SCRAM_PASSWORD =
            Option.secret("kafka.scram.password").optional().describedAs("The user's password, for SASL.");

    /** All of the above. */
    public static final OptionGroup ALL = OptionGroup.of(
                    "Kafka security",
                    SECURITY,
                    TLS_AUTHORITIES,
                    TLS_CERTIFICATE,
                    TLS_KEY,
                    TLS_KEY_PASSWORD,
                    SCRAM_MECHANISM,
                    SCRAM_USER,
                    SCRAM_PASSWORD)
            .checkedBy(KafkaSecurityOptions::problems);

    private KafkaSecurityOptions() {}

    /** The choices for {@link #SECURITY}. */
    public enum SecurityProtocol {
        /** Neither encryption nor authentication. */
        PLAINTEXT,
        /** Encryption; with a client certificate authentication too. */
        TLS,
        /** User and password over TLS. */
        SASL_SSL,
        /** User and password, not encrypted. */
        SASL_PLAINTEXT
    }

    /** What the settings say, once they have passed the checks of {@link #ALL}. */
    static KafkaSecurity security(Settings settings) {
        return switch (settings.of(SECURITY)) {
            case PLAINTEXT -> new KafkaSecurity.Plaintext();
            case TLS -> tls(settings);
            case SASL_SSL -> scram(settings, tls(settings));
            case SASL_PLAINTEXT -> scram(settings, null);
        };
    }

    private static Tls tls(Settings settings) {
        String chain = settings.orNull(TLS_CERTIFICATE);
        SecretReference key = settings.orNull(TLS_KEY);
        Tls.ClientCertificate certificate = chain == null || key == null
                ? null
                : new Tls.ClientCertificate(chain, key, settings.orNull(TLS_KEY_PASSWORD));
        return new Tls(settings.orNull(TLS_AUTHORITIES), certificate);
    }

    private static Scram scram(Settings settings, @Nullable Tls tls) {
        String user = settings.orNull(SCRAM_USER);
        SecretReference password = settings.orNull(SCRAM_PASSWORD);
        if (user == null || password == null) {
            throw new IllegalStateException("settings were not checked");
        }
        return new Scram(settings.of(SCRAM_MECHANISM), user, password, tls);
    }

    private static List<String> problems(Settings settings) {
        SecurityProtocol protocol = settings.of(SECURITY);
        boolean sasl = protocol == SecurityProtocol.SASL_SSL || protocol == SecurityProtocol.SASL_PLAINTEXT;
        boolean tls = protocol == SecurityProtocol.SASL_SSL || protocol == SecurityProtocol.TLS;
        List<String> problems = new ArrayList<>();
        for (Option<?> option : List.of(SCRAM_USER, SCRAM_PASSWORD)) {
            boolean given = settings.orNull(option) != null;
            if (sasl && !given) {
                problems.add(
                        option.key() + ": required with kafka.security sasl-ssl and sasl-plaintext, but not given");
            } else if (!sasl && given) {
                problems.add(option.key() + ": expected kafka.security sasl-ssl or sasl-plaintext with it");
            }
        }
        for (Option<?> option : List.of(TLS_AUTHORITIES, TLS_CERTIFICATE, TLS_KEY, TLS_KEY_PASSWORD)) {
            if (!tls && settings.orNull(option) != null) {
                problems.add(option.key() + ": expected kafka.security tls or sasl-ssl with it");
            }
        }
        if ((settings.orNull(TLS_CERTIFICATE) == null) != (settings.orNull(TLS_KEY) == null)) {
            problems.add("kafka.tls.certificate, kafka.tls.key: expected both or neither, but got one");
        }
        if (settings.orNull(TLS_KEY_PASSWORD) != null && settings.orNull(TLS_KEY) == null) {
            problems.add("kafka.tls.key-password: expected kafka.tls.key with it");
        }
        return problems;
    }
}
