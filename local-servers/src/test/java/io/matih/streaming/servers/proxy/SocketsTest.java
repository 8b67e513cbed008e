package io.matih.streaming.servers.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.servers.Ports;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class SocketsTest {

    @Test
    void connectionToItselfIsNoneAndLeavesThePortFree() throws IOException {
        int port = Ports.free();
        try (Socket socket = new Socket()) {
            socket.bind(Sockets.loopback(port));

            assertThatThrownBy(() -> Sockets.connect(socket, Sockets.loopback(port)))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageStartingWith("nobody listens on ");

            assertThat(Ports.isFree(port)).isTrue();
        }
    }
}
