package io.matih.streaming.servers.proxy;

import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/**
 * Stands between clients and one HTTP/1.1 server on this machine and disturbs what passes, request by request.
 *
 * <pre>{@code
 * try (HttpProxy proxy = HttpProxy.to(catalog.uri())) {
 *     … clients use proxy.uri() …
 *     proxy.disturb(RequestMatch.commits(), new HttpFault.LostAnswer(), 1);
 * }
 * }</pre>
 *
 * <p>Requests and answers pass byte for byte, {@code Host} and signed headers included, and bodies while they come; only
 * {@code 100 Continue} is sent by the proxy itself. When the server does not listen, or ends a connection before its
 * answer is complete, the client's connection is reset. The server may end and come back on its port at any time.
 */
public final class HttpProxy implements AutoCloseable {

    private final ExecutorService threads = DaemonThreads.named("http-proxy");
    private final LoopbackListener listener = new LoopbackListener(threads, this::admit);
    private final HttpScript script = new HttpScript();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final HttpTarget target;

    private HttpProxy(URI target) {
        this.target = new HttpTarget(target, script, threads);
    }

    /** Listens on a free port and forwards undisturbed to the target, an {@code http} URI with host and port. */
    public static HttpProxy to(URI target) {
        HttpProxy proxy = new HttpProxy(target);
        proxy.listener.listen();
        return proxy;
    }

    /** Where clients find the proxy, such as {@code http://127.0.0.1:40123}; it stays the same. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + listener.port());
    }

    /**
     * Disturbs the next requests that match. Of several disturbances that match a request, the one that was asked for
     * first is used.
     *
     * @param times how many requests; {@link Integer#MAX_VALUE} for all until the proxy is healed
     */
    public void disturb(RequestMatch which, HttpFault how, int times) {
        script.disturb(which, how, times);
    }

    /**
     * Does something around the next request that is forwarded and matches; once. A request that a fault keeps from
     * the server is not meant; one that a fault forwards late, or without its answer, is.
     *
     * @param before run ahead of forwarding
     * @param after run when the server has answered, before the client hears of it
     */
    public void onRequest(RequestMatch which, Runnable before, Runnable after) {
        script.onRequest(which, before, after);
    }

    /** How many requests faults have disturbed so far; a request counts from its arrival. */
    public long disturbed() {
        return script.disturbed();
    }

    /** Ends all disturbances, and forgets what {@link #onRequest} was to do. */
    public void heal() {
        script.heal();
    }

    /** Refuses new connections and resets all there are. Requests that were to be forwarded later are dropped. */
    @Override
    public void close() {
        listener.close();
        threads.shutdownNow();
        clients.forEach(Sockets::abort);
        target.close();
    }

    private void admit(Socket client) {
        clients.add(client);
        threads.execute(() -> {
            try {
                new HttpConnection(client, script, target).serve();
            } finally {
                clients.remove(client);
            }
        });
    }
}
