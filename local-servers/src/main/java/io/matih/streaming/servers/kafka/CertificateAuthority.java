package io.matih.streaming.servers.kafka;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * A throw-away authority that signs certificates for servers and clients on this machine; valid for one day.
 *
 * <pre>{@code
 * CertificateAuthority authority = CertificateAuthority.create(Clock.systemUTC());
 * PemIdentity client = authority.issue("reporting");
 * }</pre>
 */
public final class CertificateAuthority {

    private static final String NAME = "local test authority";
    private static final Duration LIFETIME = Duration.ofDays(1);

    private final Clock clock;
    private final KeyPair keys;
    private final String certificate;
    private long lastSerialNumber = 1;

    private CertificateAuthority(Clock clock) throws GeneralSecurityException {
        this.clock = clock;
        this.keys = newKeys();
        this.certificate = sign(lastSerialNumber, NAME, keys.getPublic(), X509Der.authorityExtensions());
    }

    /** A new authority with a new key. Certificates begin one day before the clock's time, for clocks that differ. */
    public static CertificateAuthority create(Clock clock) {
        try {
            return new CertificateAuthority(clock);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot make certificates", e);
        }
    }

    /** The authority's own certificate as PEM: what the other side has to trust. */
    public String certificate() {
        return certificate;
    }

    /** A new key with a certificate for 127.0.0.1 and localhost, good for servers and clients. */
    public PemIdentity issue(String commonName) {
        try {
            KeyPair issued = newKeys();
            lastSerialNumber++;
            String signed = sign(lastSerialNumber, commonName, issued.getPublic(), X509Der.localHostExtensions());
            return new PemIdentity(
                    signed, pem("PRIVATE KEY", issued.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot issue a certificate for " + commonName, e);
        }
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private String sign(long serialNumber, String subject, PublicKey key, byte[] extensions)
            throws GeneralSecurityException {
        Instant now = clock.instant();
        byte[] content = X509Der.content(
                serialNumber, NAME, subject, now.minus(LIFETIME), now.plus(LIFETIME), key.getEncoded(), extensions);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(content);
        return pem("CERTIFICATE", X509Der.certificate(content, signature.sign()));
    }

    private static String pem(String kind, byte[] der) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }
}
