package io.matih.streaming.servers.catalog;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.rest.responses.OAuthTokenResponse;

/** OAuth2 with client credentials: hands out bearer tokens for one client, and lets requests in that carry one. */
final class ClientCredentials implements CatalogHandler {

    private static final int LIFETIME_SECONDS = 3600;
    private static final String TOKENS = "/v1/oauth/tokens";

    private final String clientId;
    private final String clientSecret;
    private final CatalogHandler secured;
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();

    ClientCredentials(String clientId, String clientSecret, CatalogHandler secured) {
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.secured = secured;
    }

    @Override
    public CatalogResponse handle(CatalogRequest request) {
        if (request.path().equals(TOKENS)) {
            return issueToken(request.form());
        }
        String authorization = request.authorization();
        if (authorization == null || !tokens.contains(authorization)) {
            return CatalogResponse.error(401, "NotAuthorizedException", "no valid bearer token");
        }
        return secured.handle(request);
    }

    private CatalogResponse issueToken(Map<String, String> form) {
        if (!clientId.equals(form.get("client_id")) || !clientSecret.equals(form.get("client_secret"))) {
            return new CatalogResponse(
                    401, "{\"error\": \"invalid_client\", \"error_description\": \"unknown client\"}");
        }
        String token = UUID.randomUUID().toString();
        tokens.add("Bearer " + token);
        return CatalogJson.ok(OAuthTokenResponse.builder()
                .withToken(token)
                .withTokenType("bearer")
                .withIssuedTokenType("urn:ietf:params:oauth:token-type:access_token")
                .setExpirationInSeconds(LIFETIME_SECONDS)
                .build());
    }
}
