package io.matih.streaming.servers.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestMatchTest {

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/namespaces/sales/tables/orders, true",
        "POST, /v1/polaris/namespaces/sales/tables/orders, true",
        "POST, /v1/transactions/commit, true",
        "POST, /v1/polaris/transactions/commit, true",
        "GET, /v1/namespaces/sales/tables/orders, false",
        "POST, /v1/namespaces/sales/tables, false",
        "POST, /v1/namespaces/sales/tables/orders/metrics, false",
        "POST, /v1/oauth/tokens, false"
    })
    void commitsChangeTables(String method, String path, boolean commit) {
        assertThat(RequestMatch.commits().matches(request(method, path))).isEqualTo(commit);
    }

    @ParameterizedTest
    @CsvSource({"POST, /v1/oauth/tokens, true", "GET, /v1/config, false"})
    void tokensAreAskedForByOneRequest(String method, String path, boolean token) {
        assertThat(RequestMatch.tokens().matches(request(method, path))).isEqualTo(token);
    }

    @ParameterizedTest
    @CsvSource({"PUT, /bucket/key, true", "PUT, /bucket/key?partNumber=1, true", "GET, /bucket/key, false"})
    void queryIsNotPartOfThePath(String method, String target, boolean matches) {
        assertThat(RequestMatch.of("PUT", "/bucket/k.y").matches(request(method, target)))
                .isEqualTo(matches);
        assertThat(RequestMatch.any().matches(request(method, target))).isTrue();
    }

    private static HttpHead request(String method, String target) {
        return new HttpHead(method + " " + target + " HTTP/1.1\r\nHost: server\r\n\r\n");
    }
}
