package io.matih.streaming.servers.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.apache.iceberg.rest.responses.OAuthTokenResponse;
import org.jspecify.annotations.Nullable;

/**
 * OAuth2 with client credentials: hands out bearer tokens for one client, and lets requests in that carry one. Who has
 * a valid token, or proves with its credentials who it is, can exchange the token for a new one.
 */
final class ClientCredentials implements CatalogHandler {

    private static final String TOKENS = "/v1/oauth/tokens";
    private static final String TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String BEARER = "Bearer ";

    private final String clientId;
    private final String clientSecret;
    private final BearerTokens tokens;
    private final CatalogHandler secured;

    ClientCredentials(String clientId, String clientSecret, BearerTokens tokens, CatalogHandler secured) {
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.tokens = tokens;
        this.secured = secured;
    }

    @Override
    public CatalogResponse handle(CatalogRequest request) {
        if (request.path().equals(TOKENS)) {
            return mayGetToken(request) ? token() : unknownClient();
        }
        return hasValidToken(request.authorization())
                ? secured.handle(request)
                : CatalogResponse.error(401, "NotAuthorizedException", "no valid bearer token");
    }

    private boolean mayGetToken(CatalogRequest request) {
        Map<String, String> form = request.form();
        if (TOKEN_EXCHANGE.equals(form.get("grant_type"))) {
            return hasValidToken(request.authorization()) || basic().equals(request.authorization());
        }
        return clientId.equals(form.get("client_id")) && clientSecret.equals(form.get("client_secret"));
    }

    private boolean hasValidToken(@Nullable String authorization) {
        return authorization != null
                && authorization.startsWith(BEARER)
                && tokens.isValid(authorization.substring(BEARER.length()));
    }

    private String basic() {
        byte[] credentials = (clientId + ":" + clientSecret).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }

    private CatalogResponse token() {
        return CatalogJson.ok(OAuthTokenResponse.builder()
                .withToken(tokens.issue())
                .withTokenType("bearer")
                .withIssuedTokenType("urn:ietf:params:oauth:token-type:access_token")
                .setExpirationInSeconds(Math.toIntExact(tokens.lifetime().toSeconds()))
                .build());
    }

    private static CatalogResponse unknownClient() {
        return new CatalogResponse(401, "{\"error\": \"invalid_client\", \"error_description\": \"unknown client\"}");
    }
}
