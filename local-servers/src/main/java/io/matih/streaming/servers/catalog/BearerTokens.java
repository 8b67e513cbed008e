package io.matih.streaming.servers.catalog;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes tokens that say until when they are valid, signed with a secret: so that tokens given out before a restart are
 * valid after it.
 */
final class BearerTokens {

    private static final String ALGORITHM = "HmacSHA256";
    private static final char SEPARATOR = '.';

    private final SecretKeySpec key;
    private final Duration lifetime;
    private final Clock clock;

    BearerTokens(String secret, Duration lifetime, Clock clock) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.lifetime = lifetime;
        this.clock = clock;
    }

    Duration lifetime() {
        return lifetime;
    }

    /** A token that is valid from now on for the lifetime. */
    String issue() {
        String expiry = Long.toString(clock.instant().plus(lifetime).toEpochMilli());
        return expiry + SEPARATOR + signature(expiry);
    }

    /** Whether it was issued with this secret and has not expired. */
    boolean isValid(String token) {
        int separator = token.indexOf(SEPARATOR);
        if (separator < 0) {
            return false;
        }
        String expiry = token.substring(0, separator);
        byte[] expected = signature(expiry).getBytes(StandardCharsets.UTF_8);
        byte[] actual = token.substring(separator + 1).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, actual) && clock.instant().toEpochMilli() < Long.parseLong(expiry);
    }

    private String signature(String expiry) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] signature = mac.doFinal(expiry.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }
}
