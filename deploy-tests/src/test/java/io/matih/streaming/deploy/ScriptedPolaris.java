package io.matih.streaming.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Answers as Polaris' management interface does, as far as names go that exist or not, and notes what it was asked. */
final class ScriptedPolaris implements AutoCloseable {

    static final String ADMIN_SECRET = "canary-admin-secret";
    private static final String TOKEN = "canary-token";

    private final HttpServer server;
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> created = Collections.synchronizedSet(new HashSet<>());

    ScriptedPolaris() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Method, path and body of each request after the login. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        if (path.equals("/api/catalog/v1/oauth/tokens")) {
            boolean known = body.contains("client_id=root&") && body.contains("client_secret=" + ADMIN_SECRET);
            respond(exchange, known ? 200 : 401, "{\"access_token\":\"" + TOKEN + "\"}");
            return;
        }
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            respond(exchange, 401, "{}");
            return;
        }
        requests.add(exchange.getRequestMethod() + " " + path + " " + body);
        boolean isNew = created.add(path + body);
        if (exchange.getRequestMethod().equals("POST") && !isNew) {
            respond(exchange, 409, "{\"error\":{\"message\":\"already exists\"}}");
        } else if (path.endsWith("/principals")) {
            respond(
                    exchange,
                    201,
                    "{\"principal\":{\"name\":\"x\"},\"credentials\":{\"clientId\":\"id-" + requests.size()
                            + "\",\"clientSecret\":\"secret-" + requests.size() + "\"}}");
        } else {
            respond(exchange, 201, "");
        }
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
