package io.matih.streaming.servers.proxy;

import java.io.IOException;
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
