package io.matih.streaming.servers.proxy;

import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;

/**
 * Stands between clients and one server on 127.0.0.1 and disturbs what passes.
 *
 * <pre>{@code
 * try (TcpProxy proxy = TcpProxy.to(postgres.port())) {
 *     … clients connect to proxy.port() …
 *     proxy.hang();
 *     …
 *     proxy.heal();
 * }
 * }</pre>
 *
 * <p>Each client's connection has one of its own to the server, made when the client connects. When the server does not
 * listen, the client's connection is reset, and so it is when the server resets its own. The server may end and come
 * back on its port at any time.
 */
public final class TcpProxy implements AutoCloseable {

    private final int targetPort;
    private final ExecutorService threads = DaemonThreads.named("tcp-proxy");
    private final LoopbackListener listener = new LoopbackListener(threads, this::admit);
    private final Passage passage = new Passage();
    private final List<TcpConnection> connections = new ArrayList<>();
    private boolean cut;

    private TcpProxy(int targetPort) {
        this.targetPort = targetPort;
    }

    /** Listens on a free port and forwards undisturbed to the target. */
    public static TcpProxy to(int targetPort) {
        TcpProxy proxy = new TcpProxy(targetPort);
        proxy.listener.listen();
        return proxy;
    }

    /** The port that clients connect to; it stays the same. */
    public int port() {
        return listener.port();
    }

    /** Lets each chunk wait so long in both directions, in its order; making a connection waits once as well. */
    public void delay(Duration each) {
        passage.delay(each);
    }

    /** Resets all connections, on both sides, and refuses new ones. */
    public void cut() {
        synchronized (this) {
            cut = true;
        }
        listener.refuse();
        synchronized (this) {
            connections.forEach(TcpConnection::abort);
            connections.clear();
        }
        passage.open();
    }

    /**
     * Becomes a black hole: keeps connections and takes new ones, and forwards nothing, ends of connections included.
     * A chunk that was just passing may still arrive.
     */
    public void hang() {
        passage.block();
    }

    /** Ends the direction from the server to the client of all connections that there are; requests still pass. */
    public synchronized void halfClose() {
        connections.forEach(TcpConnection::dropAnswers);
    }

    /** Lets new connections pass, and what has hung or waited continue. */
    public void heal() {
        synchronized (this) {
            cut = false;
        }
        passage.open();
        listener.listen();
    }

    /** Refuses and resets as {@link #cut()} does, for good. */
    @Override
    public void close() {
        cut();
        listener.close();
        threads.shutdownNow();
    }

    private void admit(Socket client) {
        TcpConnection connection = new TcpConnection(client, passage);
        synchronized (this) {
            if (cut) {
                connection.abort();
                return;
            }
            connections.removeIf(TcpConnection::isClosed);
            connections.add(connection);
            threads.execute(() -> connection.serve(targetPort, threads));
        }
    }
}
