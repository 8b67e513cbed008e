package io.matih.streaming.cli.page;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other web pages out. A page elsewhere can make the browser send requests to this machine, so the host must be this
 * server by its own name, and a request that changes something must come from this page or from no page.
 */
final class RequestGuard {

    private static final Set<String> SAME_PAGE = Set.of("same-origin", "none");

    private final Set<String> hosts;

    RequestGuard(int port) {
        hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
    }

    boolean allows(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        String host = headers.getFirst("Host");
        if (host == null || !hosts.contains(host)) {
            return false;
        }
        return exchange.getRequestMethod().equals("GET") || isOwnPage(headers, host);
    }

    private static boolean isOwnPage(Headers headers, String host) {
        @Nullable String origin = headers.getFirst("Origin");
        @Nullable String site = headers.getFirst("Sec-Fetch-Site");
        return (origin == null || origin.equals("http://" + host)) && (site == null || SAME_PAGE.contains(site));
    }
}
