package io.matih.streaming.servers.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class BearerTokensTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void tokenIsValidUntilItsLifetimeIsOverAlsoAfterARestart() {
        String token = tokens("secret", NOON).issue();

        assertThat(tokens("secret", NOON.plus(MINUTE).minusMillis(1)).isValid(token))
                .isTrue();
        assertThat(tokens("secret", NOON.plus(MINUTE)).isValid(token)).isFalse();
    }

    @Test
    void tokenThatWasMadeUpOrChangedOrSignedWithAnotherSecretIsNotValid() {
        String token = tokens("secret", NOON).issue();

        assertThat(tokens("other", NOON).isValid(token)).isFalse();
        assertThat(tokens("secret", NOON).isValid("1" + token)).isFalse();
        assertThat(tokens("secret", NOON).isValid("made up")).isFalse();
        assertThat(tokens("secret", NOON).isValid("made.up")).isFalse();
    }

    private static BearerTokens tokens(String secret, Instant now) {
        return new BearerTokens(secret, MINUTE, Clock.fixed(now, ZoneOffset.UTC));
    }
}
