package io.matih.streaming.servers.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** One client's connection and the connection to the server that belongs to it. */
final class TcpConnection {

    private static final int CHUNK_BYTES = 64 << 10;

    private final Socket client;
    private final Socket server = new Socket();
    private final Passage passage;
    private final AtomicInteger openDirections = new AtomicInteger(2);
    private volatile boolean answersDropped;

    TcpConnection(Socket client, Passage passage) {
        this.client = client;
        this.passage = passage;
    }

    /** Connects to the server, forwards in both directions, and returns when the client has nothing more to send. */
    void serve(int targetPort, Executor threads) {
        try {
            passage.pass();
            Sockets.connect(server, Sockets.loopback(targetPort));
            client.setTcpNoDelay(true);
        } catch (IOException e) {
            abort();
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abort();
            return;
        }
        threads.execute(() -> forwardAll(server, client));
        forwardAll(client, server);
    }

    /** Tells the client that no more answers come; what the server still sends is thrown away. */
    void dropAnswers() {
        answersDropped = true;
        try {
            client.shutdownOutput();
        } catch (IOException closedAlready) {
            abort();
        }
    }

    void abort() {
        Sockets.abort(client);
        Sockets.abort(server);
    }

    boolean isClosed() {
        return client.isClosed();
    }

    private void forwardAll(Socket from, Socket to) {
        byte[] chunk = new byte[CHUNK_BYTES];
        try {
            InputStream in = from.getInputStream();
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                passage.pass();
                forward(chunk, length, to);
            }
            passage.pass();
            if (!to.isOutputShutdown()) {
                to.shutdownOutput();
            }
            if (openDirections.decrementAndGet() == 0) {
                client.close();
                server.close();
            }
        } catch (IOException e) {
            abort();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abort();
        }
    }

    private void forward(byte[] chunk, int length, Socket to) throws IOException {
        try {
            if (!isDropped(to)) {
                to.getOutputStream().write(chunk, 0, length);
            }
        } catch (IOException e) {
            if (!isDropped(to)) {
                throw e;
            }
        }
    }

    private boolean isDropped(Socket to) {
        return answersDropped && to == client;
    }
}
