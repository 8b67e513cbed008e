package io.matih.streaming.servers.proxy;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The server behind the proxy. Each request gets a connection of its own: so none is ever stale. */
final class HttpTarget implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 << 10;

    private final URI uri;
    private final HttpScript script;
    private final Executor threads;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    HttpTarget(URI uri, HttpScript script, Executor threads) {
        this.uri = uri;
        this.script = script;
        this.threads = threads;
    }

    /**
     * Forwards a request and its answer, with what the script has around it.
     *
     * <p>"100 Continue" is not forwarded: the client has got it from the proxy.
     *
     * @return whether the client may send one more request after this answer
     * @throws IOException when the server does not listen, or ends the connection before the end of its answer
     */
    boolean forward(HttpHead request, InputStream in, OutputStream out) throws IOException {
        HttpScript.Hook hook = script.hook(request);
        hook.before().run();
        Socket server = new Socket();
        connections.add(server);
        try (server) {
            Sockets.connect(server, new InetSocketAddress(uri.getHost(), uri.getPort()));
            send(request, in, new BufferedOutputStream(server.getOutputStream(), BUFFER_BYTES));
            InputStream fromServer = new BufferedInputStream(server.getInputStream(), BUFFER_BYTES);
            HttpHead answer = readAnswer(fromServer);
            hook.after().run();
            answer.writeTo(out);
            HttpBody body = HttpBody.ofAnswer(request, answer);
            body.copy(answer, fromServer, out);
            out.flush();
            return request.keepsAlive() && answer.keepsAlive() && body != HttpBody.UNTIL_CLOSED;
        } finally {
            connections.remove(server);
        }
    }

    /** Forwards after some time, when the client is gone: nobody hears how it went. */
    void forwardLater(Duration after, HttpHead request, byte[] body) {
        CompletableFuture.delayedExecutor(after.toNanos(), TimeUnit.NANOSECONDS, threads)
                .execute(() -> {
                    try {
                        forward(request, new ByteArrayInputStream(body), OutputStream.nullOutputStream());
                    } catch (IOException serverGone) {
                        // As nobody waits for the answer, nobody misses it.
                    }
                });
    }

    /** Ends the connections to the server. */
    @Override
    public void close() {
        connections.forEach(Sockets::abort);
    }

    private static void send(HttpHead request, InputStream in, OutputStream server) throws IOException {
        request.writeTo(server);
        HttpBody.ofRequest(request).copy(request, in, server);
        server.flush();
    }

    private static HttpHead readAnswer(InputStream server) throws IOException {
        @Nullable HttpHead answer;
        do {
            answer = HttpHead.read(server);
            if (answer == null) {
                throw new EOFException("the server has closed the connection without an answer");
            }
        } while (answer.status() < 200);
        return answer;
    }
}
