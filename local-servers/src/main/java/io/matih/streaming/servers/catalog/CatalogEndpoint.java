package io.matih.streaming.servers.catalog;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Carries requests from HTTP to the catalog, through the interceptor, and the answers back. */
final class CatalogEndpoint implements HttpHandler {

    private static final int NO_BODY = -1;

    private final CatalogInterceptor interceptor;
    private final CatalogHandler catalog;

    CatalogEndpoint(CatalogInterceptor interceptor, CatalogHandler catalog) {
        this.interceptor = interceptor;
        this.catalog = request -> handleErrors(catalog, request);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            CatalogRequest request = read(exchange);
            CatalogResponse response = handleErrors(r -> interceptor.intercept(r, catalog), request);
            if (!response.equals(CatalogResponse.LOST)) {
                write(exchange, response);
            }
        }
    }

    private static CatalogResponse handleErrors(CatalogHandler handler, CatalogRequest request) {
        try {
            return handler.handle(request);
        } catch (RuntimeException e) {
            return CatalogErrors.response(e);
        }
    }

    private static CatalogRequest read(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        @Nullable String query = uri.getRawQuery();
        return new CatalogRequest(
                exchange.getRequestMethod(),
                uri.getRawPath(),
                query == null ? "" : query,
                exchange.getRequestHeaders().getFirst("Authorization"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static void write(HttpExchange exchange, CatalogResponse response) throws IOException {
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (body.length == 0 || exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(response.status(), NO_BODY);
        } else {
            exchange.sendResponseHeaders(response.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
