package io.matih.streaming.servers.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Answers each request with its own body, and tells which requests have come. */
final class RecordingServer implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;
    private static final int NO_BODY = -1;
    private static final int CHUNKED = 0;

    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final ExecutorService threads = DaemonThreads.named("recording-server");
    private final HttpServer http;

    RecordingServer() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        http.createContext("/", this::answer);
        http.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** The next request that has come or comes, as method and target; null when none comes for a long time. */
    String next() throws InterruptedException {
        return requests.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** How many requests have come that {@link #next()} has not returned. */
    int waiting() {
        return requests.size();
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", "42");
                exchange.sendResponseHeaders(200, NO_BODY);
            } else {
                boolean chunked = exchange.getRequestHeaders().containsKey("Transfer-Encoding");
                exchange.sendResponseHeaders(200, chunked ? CHUNKED : body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }
}
