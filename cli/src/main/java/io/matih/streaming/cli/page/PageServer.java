package io.matih.streaming.cli.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.matih.streaming.cli.Refusal;
import io.matih.streaming.servers.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the results page on 127.0.0.1 only. Everything the page needs is in this process. */
public final class PageServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PageServer.class);
    private static final String INJECT_PATH = "/api/inject/";
    private static final String SERIES_PATH = "/api/series/";
    private static final String ONLY_THIS_SERVER =
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; img-src data:";
    private static final int THREADS = 4;

    private final HttpServer server;
    private final ExecutorService threads;
    private final RequestGuard guard;
    private final ObjectMapper mapper = new ObjectMapper();
    private final StateJson stateJson;
    private final PageView view;
    private final byte[] page;

    private PageServer(HttpServer server, PageView view, Clock clock) throws IOException {
        this.server = server;
        this.view = view;
        this.guard = new RequestGuard(server.getAddress().getPort());
        this.stateJson = new StateJson(mapper, clock);
        this.page = page();
        this.threads = Executors.newFixedThreadPool(THREADS, runnable -> {
            Thread thread = new Thread(runnable, "results-page");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts to serve.
     *
     * @param port 0 for any
     * @throws Refusal when the port is taken
     */
    public static PageServer start(int port, PageView view, Clock clock) throws IOException {
        HttpServer http;
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (BindException taken) {
            throw new Refusal(Ports.takenMessage(port) + "; stop it or add --any-port", taken);
        }
        PageServer server = new PageServer(http, view, clock);
        http.createContext("/", server::handle);
        http.setExecutor(server.threads);
        http.start();
        return server;
    }

    /** Where to point a browser. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!guard.allows(exchange.getRequestMethod(), exchange.getRequestHeaders())) {
                send(exchange, 403, "application/json", error("only this page may ask"));
                return;
            }
            answer(exchange);
        }
    }

    /** Every failure becomes an answer that the page shows. */
    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean posted = exchange.getRequestMethod().equals("POST");
        try {
            if (posted && path.startsWith(INJECT_PATH)) {
                inject(exchange, path.substring(INJECT_PATH.length()));
            } else if (posted || !exchange.getRequestMethod().equals("GET")) {
                send(exchange, 405, "application/json", error("not here"));
            } else if (path.equals("/")) {
                send(exchange, 200, "text/html; charset=utf-8", page);
            } else if (path.equals("/api/state")) {
                send(exchange, 200, "application/json", mapper.writeValueAsBytes(stateJson.of(view)));
            } else if (path.equals("/api/sections")) {
                send(exchange, 200, "application/json", mapper.writeValueAsBytes(view.sections()));
            } else if (path.startsWith(SERIES_PATH) && knows(path.substring(SERIES_PATH.length()))) {
                String job = path.substring(SERIES_PATH.length());
                send(exchange, 200, "application/json", mapper.writeValueAsBytes(view.series(job)));
            } else {
                send(exchange, 404, "application/json", error("no such page"));
            }
        } catch (IOException gone) {
            throw gone;
        } catch (Exception failure) {
            LOG.error("cannot answer {}", path, failure);
            send(exchange, 500, "application/json", error(String.valueOf(failure.getMessage())));
        }
    }

    /** The target is a job and a kind of injection, such as {@code llm-ops/late}. */
    private void inject(HttpExchange exchange, String target) throws Exception {
        String job = target.substring(0, Math.max(0, target.indexOf('/')));
        String kind = target.substring(target.indexOf('/') + 1);
        Optional<Injection> injection = view.sections().stream()
                .filter(section -> section.job().equals(job))
                .flatMap(section -> section.injections().stream())
                .filter(each -> each.kind().equals(kind))
                .findFirst();
        if (injection.isEmpty()) {
            send(exchange, 404, "application/json", error("no injection " + target));
            return;
        }
        String message = view.inject(job, injection.get());
        send(exchange, 200, "application/json", mapper.writeValueAsBytes(Map.of("message", message)));
    }

    private boolean knows(String job) {
        return view.sections().stream().anyMatch(section -> section.job().equals(job));
    }

    private byte[] error(String message) throws IOException {
        return mapper.writeValueAsBytes(Map.of("error", message));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("Content-Security-Policy", ONLY_THIS_SERVER);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static byte[] page() throws IOException {
        try (InputStream resource = PageServer.class.getResourceAsStream("index.html")) {
            if (resource == null) {
                throw new IllegalStateException("the results page is missing from this build");
            }
            return resource.readAllBytes();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
