package io.matih.streaming.servers.proxy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/** What both proxies do with sockets. */
final class Sockets {

    private static final int AT_ONCE = 0;

    private Sockets() {}

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /**
     * Connects without delaying small packets.
     *
     * @throws ConnectException also when the socket has connected to itself: on Linux that happens to who asks again and
     *     again for a port where nobody listens, and would keep the server from coming back to its port
     */
    static void connect(Socket socket, InetSocketAddress address) throws IOException {
        socket.connect(address);
        if (socket.getLocalSocketAddress().equals(socket.getRemoteSocketAddress())) {
            abort(socket);
            throw new ConnectException("nobody listens on " + address);
        }
        socket.setTcpNoDelay(true);
    }

    /** Ends a connection as a killed process does: the other side reads a reset, not an orderly end. */
    static void abort(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, AT_ONCE);
        } catch (SocketException closedAlready) {
            // Then there is nothing to end.
        } catch (IOException e) {
            throw new IllegalStateException("cannot close " + socket, e);
        }
    }
}
