package io.matih.streaming.servers.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes connections on one port of 127.0.0.1, or refuses them; the port stays its own until it is closed. */
final class LoopbackListener implements AutoCloseable {

    private static final int ANY_PORT = 0;

    private final Executor threads;
    private final Consumer<Socket> onConnection;
    /** Bound but never connected: keeps others from the port while nobody listens on it. */
    private final Socket reservation = new Socket();

    private @Nullable ServerSocket door;
    private CompletableFuture<Void> accepting = CompletableFuture.completedFuture(null);

    /** Reserves a free port; connections are refused until {@link #listen()}. */
    LoopbackListener(Executor threads, Consumer<Socket> onConnection) {
        this.threads = threads;
        this.onConnection = onConnection;
        try {
            reservation.setReuseAddress(true);
            reservation.bind(Sockets.loopback(ANY_PORT));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open any port on 127.0.0.1", e);
        }
    }

    int port() {
        return reservation.getLocalPort();
    }

    synchronized void listen() {
        if (door != null) {
            return;
        }
        try {
            ServerSocket opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(Sockets.loopback(port()));
            door = opened;
            accepting = CompletableFuture.runAsync(() -> accept(opened), threads);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port() + " of 127.0.0.1", e);
        }
    }

    /** Returns when it refuses: only then has the thread that accepts let go of the closed socket. */
    synchronized void refuse() {
        if (door == null) {
            return;
        }
        try {
            door.close();
            door = null;
            accepting.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        refuse();
        try {
            reservation.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket from) {
        try {
            while (true) {
                onConnection.accept(from.accept());
            }
        } catch (IOException e) {
            if (!from.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
