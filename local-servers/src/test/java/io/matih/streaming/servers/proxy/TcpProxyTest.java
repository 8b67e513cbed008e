package io.matih.streaming.servers.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.servers.Leftovers;
import io.matih.streaming.servers.Ports;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {

    private static final int PATIENCE_MILLIS = 10_000;
    private static final int SILENCE_MILLIS = 200;
    private static final Duration DELAY = Duration.ofMillis(100);

    private ServerSocket server;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        server.setSoTimeout(PATIENCE_MILLIS);
        proxy = TcpProxy.to(server.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void forwardsBothDirectionsAndTheEndOfEach() throws IOException {
        try (Socket client = connect();
                Socket served = accept()) {
            send(client, "question");
            assertThat(receive(served, 8)).isEqualTo("question");
            client.shutdownOutput();
            assertThat(served.getInputStream().read()).isEqualTo(-1);

            send(served, "answer");
            served.close();

            assertThat(receive(client, 6)).isEqualTo("answer");
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void delayedChunksArriveLateInTheirOrderUntilHealed() throws IOException {
        try (Socket client = connect();
                Socket served = accept()) {
            proxy.delay(DELAY);

            long start = System.nanoTime();
            send(client, "question");
            assertThat(receive(served, 8)).isEqualTo("question");
            send(served, "1");
            send(served, "2");
            send(served, "3");
            assertThat(receive(client, 3)).isEqualTo("123");
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(2 * DELAY.toNanos());

            proxy.delay(Duration.ofDays(1));
            send(client, "again");
            proxy.heal();
            assertThat(receive(served, 5)).isEqualTo("again");
        }
    }

    @Test
    void cutResetsBothSidesAndRefusesUntilHealed() throws IOException {
        int port = proxy.port();
        try (Socket client = connect();
                Socket served = accept()) {
            proxy.cut();

            assertReset(client);
            assertReset(served);
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        }

        proxy.heal();

        assertThat(proxy.port()).isEqualTo(port);
        assertPasses();
    }

    @Test
    void isCutAndHealedAgainAndAgain() throws IOException {
        for (int i = 0; i < 100; i++) {
            proxy.cut();
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
            proxy.heal();
            connect().close();
        }
    }

    @Test
    void hungConnectionsAreKeptAndContinueWhenHealed() throws IOException {
        try (Socket client = connect();
                Socket served = accept()) {
            proxy.hang();
            send(client, "question");
            client.shutdownOutput();
            send(served, "answer");

            assertSilent(client);
            assertSilent(served);

            proxy.heal();
            assertThat(receive(served, 8)).isEqualTo("question");
            assertThat(served.getInputStream().read()).isEqualTo(-1);
            assertThat(receive(client, 6)).isEqualTo("answer");
        }
    }

    @Test
    void connectionMadeWhileItHangsReachesTheServerWhenHealed() throws IOException {
        proxy.hang();
        try (Socket client = connect()) {
            send(client, "question");
            server.setSoTimeout(SILENCE_MILLIS);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
            server.setSoTimeout(PATIENCE_MILLIS);

            proxy.heal();

            try (Socket served = accept()) {
                assertThat(receive(served, 8)).isEqualTo("question");
            }
        }
    }

    @Test
    void whatHungIsLostWithACut() throws IOException {
        try (Socket client = connect();
                Socket served = accept()) {
            proxy.hang();
            send(client, "question");

            proxy.cut();

            assertReset(client);
            assertReset(served);
        }
    }

    @Test
    void halfCloseEndsAnswersAndLetsRequestsPass() throws IOException {
        try (Socket client = connect();
                Socket served = accept()) {
            proxy.halfClose();

            assertThat(client.getInputStream().read()).isEqualTo(-1);
            send(served, "unheard");
            send(client, "question");
            assertThat(receive(served, 8)).isEqualTo("question");
            client.close();
            assertThat(served.getInputStream().read()).isEqualTo(-1);
        }
        assertPasses();
    }

    @Test
    void clientIsResetWhenTheServerIs() throws IOException {
        try (Socket client = connect();
                Socket served = accept()) {
            Sockets.abort(served);

            assertReset(client);
        }
    }

    @Test
    void clientIsResetWhileTheServerIsDownAndServedWhenItIsBack() throws IOException {
        server.close();
        try (Socket client = connect()) {
            assertReset(client);
        }

        server = new ServerSocket(server.getLocalPort(), 0, InetAddress.getLoopbackAddress());
        server.setSoTimeout(PATIENCE_MILLIS);

        assertPasses();
    }

    @Test
    void closeLeavesNothing() throws IOException {
        Leftovers before = Leftovers.now();
        TcpProxy other = TcpProxy.to(server.getLocalPort());
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), other.port())) {
            assertThat(before.newListeners()).hasSize(1);

            other.close();

            assertReset(client);
            assertThat(Ports.isFree(other.port())).isTrue();
            before.assertNothingLeft();
        }
    }

    private void assertPasses() throws IOException {
        try (Socket client = connect();
                Socket served = accept()) {
            send(client, "question");
            assertThat(receive(served, 8)).isEqualTo("question");
            send(served, "answer");
            assertThat(receive(client, 6)).isEqualTo("answer");
        }
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(PATIENCE_MILLIS);
        return client;
    }

    private Socket accept() throws IOException {
        Socket served = server.accept();
        served.setSoTimeout(PATIENCE_MILLIS);
        return served;
    }

    private static void send(Socket from, String text) throws IOException {
        from.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String receive(Socket at, int length) throws IOException {
        return new String(at.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    }

    private static void assertReset(Socket socket) {
        assertThatThrownBy(() -> socket.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessage("Connection reset");
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }
}
