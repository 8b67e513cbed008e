package io.matih.streaming.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The TCP ports of the loopback interface: which is free, and who holds one that is not. */
public final class Ports {

    private static final int BACKLOG = 1;

    private Ports() {}

    /** A port that nobody listens on at the moment. Another process may take it before the caller does. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open any port on 127.0.0.1", e);
        }
    }

    /** Whether a server could listen on the port of 127.0.0.1 now; 0 is always free. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /**
     * Stops a start whose port is taken.
     *
     * @throws IllegalStateException naming the port and, where the system tells, the process that holds it
     */
    public static void requireFree(int port) {
        if (!isFree(port)) {
            throw new IllegalStateException(takenMessage(port));
        }
    }

    /** One line for a person, such as {@code port 9092 is taken by java (pid 123)}. */
    public static String takenMessage(int port) {
        return "port " + port + " is taken by " + PortHolder.of(port).describe();
    }
}
