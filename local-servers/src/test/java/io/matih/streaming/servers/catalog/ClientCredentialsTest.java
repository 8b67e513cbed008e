package io.matih.streaming.servers.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClientCredentialsTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String EXCHANGE = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange";

    private final String token = tokens(NOON).issue();

    @Test
    void requestWithAnExpiredTokenIsNotAuthorized() {
        CatalogRequest request = new CatalogRequest("GET", "/v1/namespaces", "", "Bearer " + token, "");

        assertThat(at(NOON).handle(request).status()).isEqualTo(200);
        assertThat(at(NOON.plus(MINUTE)).handle(request).status()).isEqualTo(401);
    }

    @Test
    void validTokenIsExchangedAndAnExpiredOneOnlyForWhoKnowsTheSecret() {
        Instant expired = NOON.plus(MINUTE);

        assertThat(exchange(NOON, "Bearer " + token)).isEqualTo(200);
        assertThat(exchange(expired, "Bearer " + token)).isEqualTo(401);
        assertThat(exchange(expired, basic("jobs:secret"))).isEqualTo(200);
        assertThat(exchange(expired, basic("jobs:guessed"))).isEqualTo(401);
        assertThat(exchange(expired, null)).isEqualTo(401);
    }

    private static int exchange(Instant now, @Nullable String authorization) {
        return at(now).handle(new CatalogRequest("POST", "/v1/oauth/tokens", "", authorization, EXCHANGE))
                .status();
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static ClientCredentials at(Instant now) {
        return new ClientCredentials("jobs", "secret", tokens(now), request -> new CatalogResponse(200, ""));
    }

    private static BearerTokens tokens(Instant now) {
        return new BearerTokens("secret", MINUTE, Clock.fixed(now, ZoneOffset.UTC));
    }
}
