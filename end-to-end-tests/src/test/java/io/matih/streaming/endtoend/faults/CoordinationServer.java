package io.matih.streaming.endtoend.faults;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServer;

/** The ZooKeeper in which a JobManager finds what the one before it knew. Flink brings its classes along. */
final class CoordinationServer implements AutoCloseable {

    private static final int TICK_MILLIS = 500;
    private static final int CONNECTIONS = 100;

    private final NIOServerCnxnFactory connections = new NIOServerCnxnFactory();

    private CoordinationServer(Path directory) {
        File files = directory.toFile();
        try {
            connections.configure(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), CONNECTIONS);
            connections.startup(new ZooKeeperServer(files, files, TICK_MILLIS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while ZooKeeper starts", e);
        }
    }

    /** Keeps its data in the directory, which is created when absent. */
    static CoordinationServer in(Path directory) {
        return new CoordinationServer(directory);
    }

    String address() {
        return "127.0.0.1:" + connections.getLocalPort();
    }

    @Override
    public void close() {
        connections.shutdown();
    }
}
